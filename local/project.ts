import { dirname, join } from "node:path";
import { type Unstable_Config, unstable_readConfig } from "wrangler";

export const projectDir = dirname(import.meta.dirname);

/** Reads `wrangler.toml` with wrangler's own parser. */
export function readProjectConfig(): Unstable_Config {
  return unstable_readConfig({ config: join(projectDir, "wrangler.toml") }, { hideWarnings: true });
}
