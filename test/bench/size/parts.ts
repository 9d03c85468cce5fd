import { readFile } from "node:fs/promises";
import * as z from "zod";

const metafileShape = z.object({
  outputs: z.record(
    z.string(),
    z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) }),
  ),
});

/** The packages and folders that have the largest part of a bundle's script, from esbuild's metafile: rows of KiB and name. */
export async function partsOf(metafile: string, most: number): Promise<readonly (readonly string[])[]> {
  const { outputs } = metafileShape.parse(JSON.parse(await readFile(metafile, "utf8")));
  const bytesByPart = new Map<string, number>();
  for (const [file, { inputs }] of Object.entries(outputs)) {
    if (file.endsWith(".wasm")) continue;
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const part = partOf(path);
      bytesByPart.set(part, (bytesByPart.get(part) ?? 0) + bytesInOutput);
    }
  }
  return [...bytesByPart]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, most)
    .map(([part, bytes]) => [(bytes / 1024).toFixed(0), part]);
}

/** A package, or a folder of the second level: `src/http`, `src/modules/orders`. */
function partOf(path: string): string {
  const inPackage = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  return (
    inPackage ?? /^(?:.*\/)?((?:src\/modules|src|durable-objects)\/[^/]+)\//.exec(path)?.[1] ?? "the rest"
  );
}
