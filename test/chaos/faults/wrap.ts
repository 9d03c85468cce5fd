import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { basename, dirname, join } from "node:path";
import { projectDir } from "../../../local/project.ts";

/** What runs in workerd beside the built product; the first is the one that is started. */
const sources = [
  "test/chaos/worker/entry.ts",
  "test/chaos/worker/dice.ts",
  "test/chaos/worker/database.ts",
  "test/chaos/worker/queue.ts",
  "test/chaos/faults/plan.ts",
  "test/chaos/kept/subscriptions.ts",
  "local/node/random.ts",
];

/** Puts the product that was built, and what makes its surroundings unreliable, into one folder. Answers what to start. */
export function wrap(script: string, folder: string): string {
  cpSync(dirname(script), folder, { recursive: true });
  const product = basename(script);
  for (const source of sources) {
    const text = stripTypeScriptTypes(readFileSync(join(projectDir, source), "utf8"));
    writeFileSync(join(folder, compiled(source)), text.replaceAll(ownImport, `from "./$1.js"`));
  }
  const [entry = ""] = sources.map(compiled);
  if (product !== "index.js" || product === entry) throw new Error(`the product was built as ${product}`);
  return join(folder, entry);
}

/** All in one folder: only a file's own name is left of where it comes from. */
const ownImport = /from "\.[^"]*\/([\w-]+)\.ts"/g;

function compiled(source: string): string {
  return basename(source).replace(/\.ts$/, ".js");
}
