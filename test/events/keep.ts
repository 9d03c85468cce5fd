// `npm run events`: writes the schemas and samples that are not kept yet. What is kept stays as it is, whatever the code says.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

const [{ createRegistry }, { modules }, { goldenFolder, publishedBy, sampleFile }] = await Promise.all([
  import("../../src/kernel/registry.ts"),
  import("../../src/modules.ts"),
  import("./published.ts"),
]);

mkdirSync(`${goldenFolder}/samples`, { recursive: true });
const kept = publishedBy(createRegistry(modules)).flatMap((event) =>
  [
    { file: event.file, text: event.text },
    { file: sampleFile(event), text: `${JSON.stringify(event.sample(), null, 2)}\n` },
  ].filter(({ file, text }) => keep(`${goldenFolder}/${file}`, text)),
);
console.log(kept.length === 0 ? "Every published event is kept." : kept.map(({ file }) => file).join("\n"));

function keep(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
