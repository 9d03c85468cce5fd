import { dirname, join } from "node:path";
import {
  type Unstable_Config,
  type Unstable_MiniflareWorkerOptions,
  unstable_getMiniflareWorkerOptions,
  unstable_readConfig,
} from "wrangler";

export const projectDir = dirname(import.meta.dirname);

/** Reads `wrangler.toml` with wrangler's own parser. */
export function readProjectConfig(): Unstable_Config {
  return unstable_readConfig({ config: join(projectDir, "wrangler.toml") }, { hideWarnings: true });
}

/** The options of the Worker for Miniflare. `.dev.vars` is for `npm run dev`, so nothing of it is read here. */
export function miniflareOptions(config: Unstable_Config): Unstable_MiniflareWorkerOptions["workerOptions"] {
  // Secrets are passed as vars. Without them in the config, wrangler doesn't warn that they are missing.
  const { secrets: _, ...rest } = config;
  // With files of its own to read, wrangler leaves `.dev.vars` alone. The type lacks this option.
  const options = { overrides: {}, envFiles: [join(projectDir, "no-such-file")] };
  return unstable_getMiniflareWorkerOptions(rest, undefined, options).workerOptions;
}
