import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

/** The script of `/ops`, with the chart library. */
export async function opsScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "app", "main.ts")],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    // The library's licence asks for its notice.
    banner: {
      js: "/* uPlot: Copyright (c) Leon Sorokin, MIT Licensed, https://github.com/leeoniya/uPlot */",
    },
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** The styles of `/ops`: those of the chart library, and our own. */
export function opsStyles(): string {
  const library = createRequire(import.meta.url).resolve("uplot/dist/uPlot.min.css");
  return [library, join(import.meta.dirname, "..", "assets", "ops.css")]
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
}
