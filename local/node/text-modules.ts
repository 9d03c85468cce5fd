import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Imports text files as strings, as wrangler does for the Worker. Load it before any module that imports one.
 */
registerHooks({
  load(url, context, nextLoad) {
    if (!/\.(?:sql|txt)$/.test(url)) return nextLoad(url, context);
    const text = readFileSync(fileURLToPath(url), "utf8");
    return { format: "module", shortCircuit: true, source: `export default ${JSON.stringify(text)}` };
  },
});
