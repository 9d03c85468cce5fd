import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { projectDir, readProjectConfig } from "../../../local/project.ts";

/** The most that an isolate may load for its first request, compressed. */
export const mostAtStart = 700 * 1024;

/**
 * The compressed bytes that an isolate needs before its first request: all of the Worker but what is imported with `import()`.
 * Wrangler makes one script of both, so this builds the Worker once more, in parts. The texts that it imports are included.
 */
export async function startBytes(worker: WorkerSource = ofProject()): Promise<number> {
  const { dir, main, alias } = worker;
  const { outputFiles, metafile } = await build({
    absWorkingDir: dir,
    entryPoints: [main],
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: "dist/parts",
    write: false,
    metafile: true,
    minify: true,
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*", "*.wasm"],
    loader: { ".sql": "text", ".txt": "text" },
    define: { process: "undefined" },
    alias,
    logLevel: "error",
  });
  const atStart = loadedWith(metafile.outputs, main);
  return outputFiles
    .filter(({ path }) => atStart.some((name) => path.endsWith(name)))
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

interface WorkerSource {
  readonly dir: string;
  readonly main: string;
  readonly alias: Record<string, string>;
}

function ofProject(): WorkerSource {
  const { alias } = readProjectConfig();
  return { dir: projectDir, main: "src/index.ts", alias: { ...alias } };
}
