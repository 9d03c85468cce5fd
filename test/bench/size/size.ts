import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { listModules } from "../../../local/platform/modules.ts";
import { readProjectConfig } from "../../../local/project.ts";

/** The most that the built Worker may have, compressed, without codecs. The platform's own limit is 3 MiB at least. */
export const mostGzipBytes = 1024 * 1024;

/** The most that its codecs may have, compressed: all that is WebAssembly. */
export const mostCodecGzipBytes = 512 * 1024;

interface Size {
  readonly bytes: number;
  readonly gzipBytes: number;
}

/** The size of a built Worker with all modules that it imports, and of its codecs apart. */
export async function sizeOf(script: string): Promise<{ readonly worker: Size; readonly codecs: Size }> {
  const dir = dirname(script);
  const names = (await readdir(dir)).filter((name) => ![".map", ".md"].includes(extname(name)));
  const isCodec = (name: string) => extname(name) === ".wasm";
  return {
    worker: await sizeOfAll(
      dir,
      names.filter((name) => !isCodec(name)),
    ),
    codecs: await sizeOfAll(dir, names.filter(isCodec)),
  };
}

async function sizeOfAll(dir: string, names: readonly string[]): Promise<Size> {
  const contents = await Promise.all(names.map((name) => readFile(join(dir, name))));
  const all = Buffer.concat(contents);
  return { bytes: all.length, gzipBytes: all.length === 0 ? 0 : gzipSync(all).length };
}

/**
 * How many milliseconds workerd takes to compile and evaluate a built Worker. In a fresh runtime, a small Worker imports
 * it when it is asked to; what the same request takes without an import is subtracted.
 */
export async function evaluationMs(script: string): Promise<number> {
  const modules = listModules(script);
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      host: "127.0.0.1",
      port: 0,
      name: "importer",
      modules: [
        {
          type: "ESModule",
          path: join(dirname(script), "importer.js"),
          contents: importer(basename(script)),
        },
        ...modules,
      ],
      modulesRoot: dirname(script),
      compatibilityDate: readProjectConfig().compatibility_date ?? "2026-01-01",
      compatibilityFlags: readProjectConfig().compatibility_flags,
    }),
  );
  try {
    const { origin } = await runtime.ready;
    await timed(`${origin}/nothing`);
    const nothing = await timed(`${origin}/nothing`);
    return (await timed(`${origin}/import`)) - nothing;
  } finally {
    await runtime.dispose();
  }
}

function importer(name: string): string {
  return `export default {
  async fetch(request) {
    if (request.url.endsWith("/import")) await import("./${name}");
    return new Response("done");
  },
};`;
}

async function timed(url: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return performance.now() - began;
}
