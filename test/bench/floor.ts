import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { readProjectConfig } from "../../local/project.ts";

/** Starts the bare Worker that the project's routes are compared with. */
export async function startFloor(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const { compatibility_date: compatibilityDate } = readProjectConfig();
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      host: "127.0.0.1",
      port: 0,
      name: "floor",
      modules: [
        {
          type: "ESModule",
          path: "floor.js",
          contents: await readFile(join(import.meta.dirname, "floor.worker.js"), "utf8"),
        },
      ],
      ...(compatibilityDate === undefined ? {} : { compatibilityDate }),
      d1Databases: { DB: "floor" },
      durableObjects: { FLOOR: { className: "Floor", useSQLite: true } },
    }),
  );
  const { port } = await runtime.ready;
  return { url: `http://127.0.0.1:${port}`, stop: () => runtime.dispose() };
}
