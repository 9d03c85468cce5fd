import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/** What wrangler does for the Worker: a text file is imported as its text. Loaded before what imports one. */
registerHooks({
  load(url, context, nextLoad) {
    if (!/\.(?:sql|txt)$/.test(url)) return nextLoad(url, context);
    const text = readFileSync(fileURLToPath(url), "utf8");
    return { format: "module", shortCircuit: true, source: `export default ${JSON.stringify(text)}` };
  },
});
