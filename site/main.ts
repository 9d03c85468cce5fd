import { buildSite } from "./build.ts";

// `npm run site`. Wrangler runs it before each build of the Worker.
await buildSite();
