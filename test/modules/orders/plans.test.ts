import { expect, it } from "vitest";
import type { ReadModel, Statement } from "../../../src/kernel/storage/storage.ts";
import { type OrderListing, readOrderPage } from "../../../src/modules/orders/view/list-orders.ts";
import { orderView } from "../../../src/modules/orders/view/project-orders.ts";
import { anything, type OrderShop, openOrderShop } from "./shop.ts";

// The database has no statistics, and takes a tenant for ten rows. A list that walked all of a tenant's orders would be
// quick in every test, and slow in the shop that sells most.

interface Step {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

function planOf({ platform }: OrderShop, { sql, params }: Statement): readonly Step[] {
  const bound = params.map((param) => (typeof param === "number" ? param : String(param)));
  return platform.readModel
    .rows(`EXPLAIN QUERY PLAN ${sql}`, ...bound)
    .map(({ id, parent, detail }) => ({ id: Number(id), parent: Number(parent), detail: String(detail) }));
}

/** Steps that cost more the more orders there are. */
function walks(steps: readonly Step[]): readonly string[] {
  return steps
    .filter(({ detail }) =>
      /^(?:SEARCH|SCAN) (?!part\b|found\b|page\b|\(subquery)(?!\w+ VIRTUAL)/.test(detail),
    )
    .filter(({ detail, parent }) => {
      if (detail.startsWith("SCAN")) return true;
      // In the order of the list, and cut at a page: nothing is left to sort, so no more than a page is read.
      const sorts = steps.some((step) => step.parent === parent && step.detail.startsWith("USE TEMP B-TREE"));
      const cut = parent !== 0 && !sorts;
      return !cut && !/rowid=\?|\bid=\?|term[>=]\?|number=\?|order_id=\?/.test(detail);
    })
    .map(({ detail }) => detail);
}

async function statementsOf(
  shop: OrderShop,
  { sort, ...filters }: Omit<OrderListing, "sort"> & Partial<OrderListing>,
  after: readonly [string, number] | null,
) {
  const seen: Statement[] = [];
  const model: ReadModel = {
    all: async () => [],
    async batch(statements) {
      seen.push(...statements);
      return [];
    },
  };
  await readOrderPage(model, shop.tenant.id, filters, { limit: 20, after, count: false }, sort);
  return seen;
}

const past = { from: "2026-01-01T00:00:00.000Z", to: "2026-02-01T00:00:00.000Z" };
const byState =
  "COVERING INDEX orders_state (tenant_id=? AND status=? AND payment_status=? AND fulfillment_status=?";
const byTerm = "SEARCH t USING PRIMARY KEY (tenant_id=? AND term=?";

it.each<readonly [Partial<OrderListing>, way: string]>([
  [{}, "COVERING INDEX orders_newest (tenant_id=?"],
  [past, "COVERING INDEX orders_newest (tenant_id=? AND placed_at>?"],
  [{ status: ["paid"] }, byState],
  [{ paymentStatus: ["unpaid", "paid"], fulfillmentStatus: ["partial"] }, byState],
  [{ status: ["delivered"], ...past }, `${byState} AND placed_at>?`],
  [
    { email: ["ada@example.com", "grace@example.com"], status: ["paid"] },
    "orders_email (tenant_id=? AND email=?",
  ],
  [{ customerId: ["cus_1"], status: ["paid"] }, "orders_customer (tenant_id=? AND customer_id=?"],
  [{ number: [1_001, 1_002] }, "orders_number (tenant_id=? AND number=?)"],
  [{ q: "ada" }, byTerm],
  [{ sku: ["CH-1", "CH-2"] }, byTerm],
  [{ sort: "placedAt", ...past }, "COVERING INDEX orders_newest (tenant_id=? AND "],
  [{ sort: "placedAt", status: ["paid"] }, byState],
  [{ sort: "-updatedAt" }, "orders_updated (tenant_id=?"],
  [{ sort: "updatedAt", updatedSince: past.from }, "orders_updated (tenant_id=? AND "],
  [{ q: "ada lovelace 1001", status: ["paid"], email: ["ada@example.com"] }, byTerm],
])("a page of the list reads no more in a large shop: %o", async (some, way) => {
  const shop = openOrderShop();
  for (const after of [null, ["2026-01-15T00:00:00.000Z", 1_500] as const]) {
    const seen = await statementsOf(shop, { ...anything, ...some }, after);
    expect(seen).toHaveLength(1);
    for (const statement of seen) {
      const plan = planOf(shop, statement);
      expect(walks(plan)).toEqual([]);
      expect(plan.map(({ detail }) => detail).filter((detail) => detail.includes(way))).not.toEqual([]);
    }
  }
});

it("the next page begins by the index, not by walking there from the newest order", async () => {
  const shop = openOrderShop();
  const newestFirst = "(placed_at,number)<(?,?)";
  for (const [some, start] of [
    [{}, newestFirst],
    [{ status: ["paid"] }, newestFirst],
    [{ email: ["a"] }, newestFirst],
    [{ to: "2026-02-01T00:00:00.000Z" }, newestFirst],
    [{ sort: "placedAt", from: "2026-01-01T00:00:00.000Z" }, "(placed_at,number)>(?,?)"],
    [{ sort: "-updatedAt" }, "(updated_at,number)<(?,?)"],
    [{ sort: "updatedAt", updatedSince: "2026-01-01T00:00:00.000Z" }, "(updated_at,number)>(?,?)"],
  ] satisfies readonly (readonly [Partial<OrderListing>, string])[]) {
    const [statement] = await statementsOf(shop, { ...anything, ...some }, [
      "2026-01-15T00:00:00.000Z",
      1_500,
    ]);
    if (statement === undefined) throw new Error("one statement");
    const ways = planOf(shop, statement).filter(
      ({ detail, parent }) => parent !== 0 && /^SEARCH o USING (?!INTEGER)/.test(detail),
    );
    expect(ways).toHaveLength(1);
    expect(ways[0]?.detail).toContain(start);
  }
});

it("projecting an order writes and reads no more in a large shop", async () => {
  const shop = openOrderShop();
  const variantId = shop.stock("Lamp", 10);
  shop.order("till.place", { items: [{ variantId, quantity: 1 }] });
  const { events } = shop.tenant.core.eventsAfter(0, 100);
  const run = events.filter(({ type }) => orderView.consumes.includes(type));
  const statements = await orderView.project(run, shop.tenant.id);
  expect(statements).toHaveLength(3);
  for (const statement of statements) expect(walks(planOf(shop, statement))).toEqual([]);
});
