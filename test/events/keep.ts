// `npm run events`: writes the schemas and samples that are not kept yet. What is kept stays as it is, whatever the code says.
import "../../local/node/text-modules.ts";
import { mkdirSync, writeFileSync } from "node:fs";

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
