import { setTimeout as sleep } from "node:timers/promises";
import { catalogueCsv } from "../catalogue.ts";
import type { Load } from "../load/workload.ts";
import { uploadProducts } from "../upload.ts";
import type { Bench, Case } from "./case.ts";
import { floors } from "./floors.ts";

/** Many products at once, and many events at once. */
export const bulk: readonly Case[] = [
  {
    name: "import of 1,000 products",
    floorName: "object",
    target: null,
    cache: "on",
    isLong: true,
    open: async (bench) => ({ ours: () => imported(bench), floor: floors.object(bench), written: null }),
  },
  {
    name: "projection of 10,000 events",
    floorName: "D1 inserts",
    target: null,
    cache: "on",
    isLong: true,
    open: async (bench) => ({
      ours: () => drained(bench),
      floor: floors["D1 inserts"](bench),
      written: null,
    }),
  },
];

/** Products a second, into a shop of its own. */
async function imported(bench: Bench): Promise<Load> {
  const products = 1_000;
  const shop = await bench.newShop(0);
  const began = performance.now();
  await uploadProducts(bench.url, shop.key, catalogueCsv(products));
  const seconds = (performance.now() - began) / 1_000;
  await bench.untilProjected(shop);
  return { count: products, perSecond: products / seconds, p50: null, p99: null };
}

const backlog = 10_000;

/** Events a second of a backlog that an unavailable read model has left. */
async function drained(bench: Bench): Promise<Load> {
  const database = await bench.platform.runtime.getD1Database("DB");
  const shop = await bench.newShop(0);
  await database
    .prepare(
      "CREATE TRIGGER down BEFORE UPDATE ON positions BEGIN SELECT RAISE(ABORT, 'D1 DB is overloaded'); END",
    )
    .run();
  for (let imports = 0; (await bench.eventsBehind(shop)) < backlog; imports += 1)
    await uploadProducts(
      bench.url,
      shop.key,
      catalogueCsv(500).replaceAll(/(product|SKU)-/g, `$1-${imports}-`),
    );
  const runs: { readonly at: number; readonly events: number }[] = [];
  bench.onLog((line) => {
    const run = JSON.parse(line);
    if (run.kind === "projection" && run.subscription === "read-model" && run.status === "projected")
      runs.push({ at: performance.now(), events: run.events });
  });
  await database.prepare("DROP TRIGGER down").run();
  while ((await bench.eventsBehind(shop)) > 0) await sleep(200);
  bench.onLog(null);
  return rateOf(runs);
}

/** From the end of the first run on: when it began depends on how long the projector pauses after failures. */
function rateOf(runs: readonly { readonly at: number; readonly events: number }[]): Load {
  const [first, ...others] = runs;
  const last = others.at(-1);
  if (first === undefined || last === undefined) throw new Error("too few runs of the projector");
  const count = others.reduce((sum, { events }) => sum + events, 0);
  return { count, perSecond: (1_000 * count) / (last.at - first.at), p50: null, p99: null };
}
