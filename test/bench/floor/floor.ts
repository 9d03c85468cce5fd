import { join } from "node:path";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { readProjectConfig } from "../../../local/project.ts";

export interface FloorServer {
  readonly url: string;
  readonly bundle: string;
  readonly runtime: Miniflare;
}

/** Starts the bare Worker that the project is compared with. */
export async function startFloor({
  inspectorPort,
}: {
  readonly inspectorPort?: number;
} = {}): Promise<FloorServer> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, "worker.ts")],
    bundle: true,
    format: "esm",
    target: "es2024",
    external: ["cloudflare:*"],
    write: false,
  });
  const bundle = outputFiles[0]?.text ?? "";
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      host: "127.0.0.1",
      port: 0,
      ...(inspectorPort === undefined ? {} : { inspectorPort }),
      name: "floor",
      modules: [{ type: "ESModule", path: "floor.js", contents: bundle }],
      compatibilityDate: readProjectConfig().compatibility_date ?? "2026-01-01",
      d1Databases: { DB: "floor" },
      durableObjects: { FLOOR: { className: "Floor", useSQLite: true } },
      queueProducers: { QUEUE: "floor" },
      queueConsumers: { floor: { maxBatchSize: 100, maxBatchTimeout: 0.05 } },
    }),
  );
  const { origin } = await runtime.ready;
  return { url: origin, bundle, runtime };
}
