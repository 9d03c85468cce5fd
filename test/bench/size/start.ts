import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { bundlerOptions, type WorkerSource } from "../../../local/build.ts";

/** The most that an isolate may load for its first request, compressed. */
export const mostAtStart = 700 * 1024;

/**
 * The compressed bytes that an isolate needs before its first request: all of the Worker but what is imported with `import()`, with the texts
 * that it imports.
 */
export async function startBytes(worker: WorkerSource): Promise<number> {
  const { outputFiles, metafile } = await build({
    ...bundlerOptions(worker),
    outdir: "dist/parts",
    write: false,
    minify: true,
  });
  const atStart = loadedWith(metafile.outputs, worker.main).map((name) => resolve(worker.dir, name));
  return outputFiles
    .filter(({ path }) => atStart.includes(path) && !path.endsWith(".wasm"))
    .reduce((sum, { contents }) => sum + gzipSync(contents).length, 0);
}

/** The entry's part, and all parts that it imports at once. */
function loadedWith(outputs: Metafile["outputs"], main: string): readonly string[] {
  const entry = Object.keys(outputs).find((name) => outputs[name]?.entryPoint === main);
  const loaded = entry === undefined ? [] : [entry];
  for (const name of loaded)
    for (const { path, kind } of outputs[name]?.imports ?? [])
      if (kind === "import-statement" && path in outputs && !loaded.includes(path)) loaded.push(path);
  return loaded;
}
