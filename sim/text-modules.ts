import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

// As in the Worker, a text file is imported as its text.
registerHooks({
  load(url, context, next) {
    if (!url.endsWith(".sql")) return next(url, context);
    const source = `export default ${JSON.stringify(readFileSync(fileURLToPath(url), "utf8"))}`;
    return { format: "module", shortCircuit: true, source };
  },
});
