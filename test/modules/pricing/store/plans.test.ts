import { expect, it } from "vitest";
import type { ReadModel, Statement } from "../../../../src/kernel/storage/storage.ts";
import { readStorePage } from "../../../../src/modules/listing/view/lists/list-store.ts";
import { anything } from "../../listing/search/shop.ts";
import { inGermany, openShelf } from "./given.ts";

it("a list by price merges two orders, and sorts only what has a price in a list", async () => {
  const shelf = openShelf();
  const seen: Statement[] = [];
  const model: ReadModel = {
    all: async () => [],
    async batch(statements) {
      seen.push(...statements);
      return [];
    },
  };
  await readStorePage(model, shelf.tenant.id, {
    question: null,
    filters: anything,
    sort: "price",
    facets: false,
    currency: "USD",
    locales: ["en"],
    sortLocale: "en",
    buyer: inGermany,
    page: { limit: 20, after: null, count: false },
  });
  const [{ sql, params } = { sql: "", params: [] }] = seen;
  const plan = shelf.platform.readModel
    .rows(`EXPLAIN QUERY PLAN ${sql}`, ...params.map((one) => (typeof one === "number" ? one : String(one))))
    .map(({ detail }) => String(detail));
  expect(plan).toContain("MERGE (UNION ALL)");
  expect(plan).toContain(
    "SEARCH variant_prices USING COVERING INDEX variant_prices_amount (tenant_id=? AND currency=? AND amount>? AND amount<?)",
  );
  expect(plan).toContain(
    "SEARCH price USING COVERING INDEX list_prices_list (tenant_id=? AND list_id=? AND currency=? AND min_quantity=?)",
  );
});

it("the object pages through 100,000 prices of a list by an index", () => {
  const shelf = openShelf();
  const plan = shelf.tenant.storage.rows(`EXPLAIN QUERY PLAN SELECT * FROM list_prices WHERE list_id = 'a'
    AND (variant_id, currency, min_quantity) > ('b', 'USD', 1) ORDER BY variant_id, currency, min_quantity LIMIT 101`);
  expect(plan.map(({ detail }) => detail)).toEqual([
    "SEARCH list_prices USING INDEX list_prices_list (list_id=? AND (variant_id,currency,min_quantity)>(?,?,?))",
  ]);
});
