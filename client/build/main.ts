// `npm run client`: builds the package from the OpenAPI document of this checkout. An argument names a folder for a copy.
import { buildClient } from "./build.ts";

await buildClient(process.argv[2]);
