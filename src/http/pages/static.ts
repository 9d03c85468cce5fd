import { consolePolicy } from "../response/security-headers.ts";
import { fileResponse } from "./files.ts";
import { type Page, page } from "./page.ts";

/** Files that `npm run site` writes into `public/`. */
export const staticPages: readonly Page[] = [
  page("/", (scope) => fileResponse(scope, "index.html")),
  page("/ops", (scope) => fileResponse(scope, "ops.html", { policy: consolePolicy })),
  page("/llms.txt", (scope) => fileResponse(scope, "llms.txt")),
  page("/docs/assets/{file}", (scope, { file = "" }) => fileResponse(scope, `assets/${file}`)),
  page("/docs/guides", (scope) => fileResponse(scope, "guides/index.html")),
  // With `.md`, the guide as Markdown.
  page("/docs/guides/{guide}", (scope, { guide = "" }) =>
    fileResponse(scope, guide.endsWith(".md") ? `guides/${guide}` : `guides/${guide}.html`),
  ),
];
