import { fileResponse } from "./files.ts";
import { type Page, page } from "./page.ts";

/** The OpenAPI document. `npm run site` makes it from the routes, with `../openapi`, which the Worker therefore does not have. */
export const openapiPage: Page = page("/openapi.json", (scope) =>
  fileResponse(scope, "openapi.json", { cacheControl: "public, max-age=300" }),
);
