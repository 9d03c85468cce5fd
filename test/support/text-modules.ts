import { readFileSync } from "node:fs";
import type { Plugin } from "vitest/config";

/** What wrangler does for the Worker: a text file is imported as its text. */
export const textModules: Plugin = {
  name: "text-modules",
  enforce: "pre",
  load(id) {
    const file = id.split("?")[0] ?? id;
    if (!/\.(?:sql|txt)$/.test(file)) return null;
    return `export default ${JSON.stringify(readFileSync(file, "utf8"))}`;
  },
};
