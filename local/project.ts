import { dirname, join } from "node:path";
import { type Unstable_Config, unstable_readConfig } from "wrangler";

export const projectDir = dirname(import.meta.dirname);

/** What `wrangler.toml` says, as wrangler itself understands it. */
export function readProjectConfig(): Unstable_Config {
  return unstable_readConfig({ config: join(projectDir, "wrangler.toml") }, { hideWarnings: true });
}
