// `npm run client`: builds the package from the OpenAPI document of this checkout.
import { buildClient } from "./build.ts";

await buildClient();
