import { bundleWorker } from "./build.ts";

// Bundles the Worker into `dist/`, for `npm run deploy`: Wrangler uploads what is there, and makes the static files itself.
await bundleWorker();
