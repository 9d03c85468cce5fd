import { DatabaseSync } from "node:sqlite";
import { expect, it, vi } from "vitest";
import { openPromotedStore, usd } from "./given.ts";

// The object's database has no statistics. A plan that walks along all codes or uses is quick in every test, and slow in the shop
// that sells most.

/** Tables that grow with codes and orders, by their names and by those that statements give them. */
const large =
  /^SCAN (?:promotion_codes|promotion_uses|promotion_code_batches|orders|group_products|product_groups|u|of|g)\b/;

/** Staff makes codes now and then, and a tenant has no more than a million. */
const counted = /^SCAN promotion_codes USING COVERING INDEX promotion_codes_promotion: select count\(\*\)/;

const walks = (step: string) => large.test(step) && !counted.test(step);

/** All that promotions, codes and uses are asked for, by staff and by shoppers. */
function useAll() {
  const store = openPromotedStore();
  const { productId, variantId } = store.sell({ ships: false });
  store.must("catalogue.createCollection", { translations: [{ locale: "en", title: "Lights" }] });
  const limits = { uses: 100, usesPerCustomer: 5, budget: usd(100_000) };
  const { id } = store.promote({ codes: ["WELCOME"], limits });
  store.promote({ limits, conditions: [{ kind: "firstOrder" }] });
  store.promote({
    action: {
      kind: "percent",
      on: "items",
      rate: 500,
      selector: { collections: ["col_1"], products: [productId] },
    },
  });
  const { codes } = store.must("promotions.addCodes", { id, count: 5, seed: "s".repeat(40) }) as {
    readonly codes: readonly string[];
  };
  const cart = store.open({ items: [{ variantId, quantity: 1 }], email: "ada@shop.example" });
  store.enter(cart.id, "welcome");
  store.withdraw(cart.id, "WELCOME");
  store.enter(cart.id, codes[0] ?? "");
  const order = store.completes(cart.id);
  store.must("orders.cancelOrder", { id: order.id, reason: "changed my mind" });
  store.must("promotions.updatePromotion", { id, patch: { codes: ["HELLO"] } });
  store.promotion(id);
  const listed = { id, limit: 2, after: null };
  store.tenant.core.ask({ query: "promotions.listCodes", input: listed, actor: { kind: "system" } });
  store.must("promotions.deletePromotion", { id });
  return store;
}

it("no statement about promotions, codes and uses walks along all of them", () => {
  const prepare = vi.spyOn(DatabaseSync.prototype, "prepare");
  const store = useAll();
  const seen = [...new Set(prepare.mock.calls.map(([sql]) => sql))].filter((sql) =>
    /^\s*(?:select|insert|update|delete|with)\b/i.test(sql),
  );
  prepare.mockRestore();
  const plans = seen.flatMap((sql) =>
    store.tenant.storage
      .rows(`EXPLAIN QUERY PLAN ${sql.replaceAll("?", "NULL")}`)
      .map(({ detail }) => `${String(detail)}: ${sql}`),
  );
  expect(plans.filter(walks)).toEqual([]);
  for (const index of [
    "SEARCH promotion_codes USING PRIMARY KEY (key=?)",
    "promotion_uses_code (code_key=?)",
    "promotion_uses_email (promotion_id=? AND email_key=?)",
    "orders_guest (email_key=?)",
    "SEARCH of USING COVERING INDEX group_products_product (product_id=?)",
  ])
    expect(
      plans.filter((plan) => plan.includes(index)),
      index,
    ).not.toEqual([]);
});
