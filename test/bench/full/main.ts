// `npm run bench:full`: whether a checkout takes longer in a tenant with many open carts and orders than in one with none.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import "../../../local/node/text-modules.ts";
import { build } from "../../../local/build.ts";
import { addressee, type Goods, goodsOf } from "../cases/goods.ts";
import { checkoutFlow, oneCallCheckout } from "../cases/writes.ts";
import { findGenerator } from "../load/load.ts";
import { startBench } from "../open.ts";
import { rowOf, tableOf } from "../report/table.ts";
import { measure } from "../run.ts";

const { fillTenant } = await import("./fill.ts");

const { values } = parseArgs({
  options: {
    carts: { type: "string", default: "50000" },
    orders: { type: "string", default: "100000" },
    pairs: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
  },
});
const [carts, orders, pairs, seconds] = [values.carts, values.orders, values.pairs, values.seconds].map(
  Number,
) as [number, number, number, number];

/** How many times as long a checkout may take. */
const slowest = 1.2;
const stateDir = await mkdtemp(join(tmpdir(), "rustok-full-"));
try {
  const { script } = await build(join(stateDir, "bundle"));
  const conditions = {
    floorUrl: "",
    script,
    cache: "on",
    seconds,
    generator: await findGenerator(),
  } as const;
  const [empty, full] = await openGoods(conditions);
  const began = performance.now();
  await fillTenant(stateDir, full.shop.slug, {
    carts,
    orders,
    items: full.variants.map((variantId) => ({ variantId, quantity: 1 })),
    addressee: addressee(full),
  });
  const filled = ((performance.now() - began) / 1_000).toFixed(0);
  console.error(`${carts} carts and ${orders} orders written in ${filled} s`);
  console.log(tableOf(await compare(conditions, empty, full)));
} finally {
  await rm(stateDir, { recursive: true });
}

type Conditions = Parameters<typeof startBench>[1];

async function openGoods(conditions: Conditions): Promise<readonly [Goods, Goods]> {
  const bench = await startBench(stateDir, conditions);
  try {
    return [await goodsOf(bench), await goodsOf(bench)];
  } finally {
    await bench.stop();
  }
}

async function compare(conditions: Conditions, empty: Goods, full: Goods) {
  const bench = await startBench(stateDir, conditions);
  try {
    const reports = [];
    for (const [name, workload] of [
      ["one-call checkout", oneCallCheckout],
      ["whole checkout", checkoutFlow],
    ] as const) {
      const sides = {
        ours: () => bench.load(workload(bench.url, full)),
        floor: () => bench.load(workload(bench.url, empty)),
        written: full.shop,
      };
      const about = { name: `${name}, full tenant`, floorName: "empty tenant", target: 1 / slowest };
      const report = await measure(about, sides, { ...bench, pairs });
      console.error(rowOf(report));
      reports.push(report);
    }
    return reports;
  } finally {
    await bench.stop();
  }
}
