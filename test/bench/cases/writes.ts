import { manyPromotions } from "../../support/many-promotions.ts";
import { ask } from "../ask.ts";
import { flowOf, get, mixOf, post, type Step, type Workload } from "../load/workload.ts";
import type { Bench, Case } from "./case.ts";
import { floors } from "./floors.ts";
import { addressee, type Goods, goodsOf, openCarts, shopperHeaders } from "./goods.ts";

/** What shoppers write: lines of carts, and orders. */
export const writes: readonly Case[] = [
  writing("cart line add", "object", 0.6, (bench) => linesFor(bench, [])),
  {
    name: "cart line add, 1,000 promotions",
    floorName: "cart line add",
    target: 1 / 1.5,
    cache: "on",
    async open(bench) {
      const promoted = await linesFor(bench, manyPromotions(1_000));
      const plain = await linesFor(bench, []);
      return {
        ours: () => bench.load(promoted.workload),
        floor: () => bench.load(plain.workload),
        written: promoted.goods.shop,
      };
    },
  },
  writing("whole checkout", "object, by the client of flows", 0.1, async (bench) => {
    const goods = await goodsOf(bench);
    return { goods, workload: checkoutFlow(bench.url, goods) };
  }),
  writing("one-call checkout", "object", 0.35, async (bench) => {
    const goods = await goodsOf(bench);
    return { goods, workload: oneCallCheckout(bench.url, goods) };
  }),
  writing("mixed, 95 % reads", "95 % hello", null, async (bench) => {
    const goods = await goodsOf(bench, 100);
    const lines = linesOf(goods, await openCarts(bench, goods, 300));
    const requests = lines.flatMap((line, index) => [...readsAt(index), line]);
    return { goods, workload: mixOf(bench.url, requests, shopperHeaders(goods)) };
  }),
];

/** A case that writes to a shop of its own. */
function writing(
  name: string,
  floorName: "object" | "object, by the client of flows" | "95 % hello",
  target: number | null,
  prepare: (bench: Bench) => Promise<{ readonly goods: Goods; readonly workload: Workload }>,
): Case {
  return {
    name,
    floorName,
    target,
    cache: "on",
    async open(bench) {
      const { goods, workload } = await prepare(bench);
      return {
        ours: () => bench.load(workload),
        floor: floors[floorName](bench),
        written: goods.shop,
      };
    },
  };
}

/** Orders without carts. */
export function oneCallCheckout(url: string, goods: Goods): Workload {
  const items = goods.variants.map((variantId) => ({ variantId, quantity: 1 }));
  const body = { items, ...addressee(goods) };
  const placed = post("/v1/store/checkout", body, { "Idempotency-Key": "{key}" });
  return mixOf(url, [placed], shopperHeaders(goods));
}

/** What shoppers do from an empty cart to an order. */
export function checkoutFlow(url: string, goods: Goods): Workload {
  const [variantId = ""] = goods.variants;
  const steps: readonly Step[] = [
    { ...post("/v1/store/carts", {}), keep: { cart: "id" } },
    post("/v1/store/carts/{cart}/items", { variantId, quantity: 1 }),
    { method: "PATCH", path: "/v1/store/carts/{cart}", body: JSON.stringify(addressee(goods)) },
    post("/v1/store/carts/{cart}/complete", {}, { "Idempotency-Key": "{key}" }),
  ];
  return flowOf(url, steps, shopperHeaders(goods));
}

/** Lines for the carts of a shop with these promotions. */
async function linesFor(bench: Bench, promotions: readonly object[]) {
  const goods = await goodsOf(bench);
  const staff = { Authorization: `Bearer ${goods.shop.key}` };
  for (const promotion of promotions) await ask(bench.url, "/v1/admin/promotions", staff, promotion);
  const lines = linesOf(goods, await openCarts(bench, goods, 300));
  return { goods, workload: mixOf(bench.url, lines, shopperHeaders(goods)) };
}

/** Items for each of the carts in turn. */
function linesOf({ variants }: Goods, carts: readonly string[]): readonly Step[] {
  return variants.flatMap((variantId) =>
    carts.map((cart) => post(`/v1/store/carts/${cart}/items`, { variantId, quantity: 1 })),
  );
}

/** 19 reads: twelve pages, five lists and two searches. */
function readsAt(index: number): readonly Step[] {
  const product = (step: number) => get(`/v1/store/products/product-${(index * 12 + step) % 100}`);
  const list = (step: number) => get(`/v1/store/products?limit=20&tag=tag%20${(index * 5 + step) % 50}`);
  const search = (step: number) => get(`/v1/store/products?limit=20&q=vendor%20${(index * 2 + step) % 20}`);
  return [
    ...Array.from({ length: 12 }, (_, step) => product(step)),
    ...Array.from({ length: 5 }, (_, step) => list(step)),
    ...Array.from({ length: 2 }, (_, step) => search(step)),
  ];
}
