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

const [{ createRegistry }, { modules }, { goldenFolders, publishedEvents, publishedStates, sampleFile }] =
  await Promise.all([
    import("../../src/kernel/registry.ts"),
    import("../../src/modules.ts"),
    import("./published.ts"),
  ]);

const registry = createRegistry(modules);
const published = { events: publishedEvents(registry), states: publishedStates(registry) };
const kept = (["events", "states"] as const).flatMap((kind) => {
  const folder = goldenFolders[kind];
  mkdirSync(`${folder}/samples`, { recursive: true });
  return published[kind].flatMap((one) =>
    [
      { file: one.file, text: one.text },
      { file: sampleFile(one), text: `${JSON.stringify(one.sample(), null, 2)}\n` },
    ]
      .map(({ file, text }) => ({ path: `${folder}/${file}`, text }))
      .filter(({ path, text }) => keep(path, text)),
  );
});
console.log(kept.length === 0 ? "Every published version is kept." : kept.map(({ path }) => path).join("\n"));

function keep(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
