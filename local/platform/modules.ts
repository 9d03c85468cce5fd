import { readdirSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import type { V4WorkerOptions } from "miniflare";

type Modules = Extract<Extract<V4WorkerOptions, { modules: unknown }>["modules"], unknown[]>;
type ModuleType = Modules[number]["type"];

/** Lists the built script and the modules in its folder that it imports. */
export function listModules(script: string): Modules {
  const dir = dirname(script);
  const imported = readdirSync(dir)
    .map((name) => join(dir, name))
    .filter((path) => path !== script)
    .flatMap((path) => {
      const type = typeByExtension[extname(path)];
      return type === undefined ? [] : [{ type, path }];
    });
  return [{ type: "ESModule", path: script }, ...imported];
}

const typeByExtension: Record<string, ModuleType> = {
  ".js": "ESModule",
  ".mjs": "ESModule",
  ".sql": "Text",
  ".html": "Text",
  ".css": "Text",
  ".txt": "Text",
  ".svg": "Text",
  ".json": "Text",
  ".bin": "Data",
  ".wasm": "CompiledWasm",
};
