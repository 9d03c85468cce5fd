import { expect, it } from "vitest";
import type { Keyset } from "../../../../src/kernel/read/page.ts";
import { catalogueEvents } from "../../../support/catalogue/events.ts";
import { projectionOf } from "../../../support/node/projection.ts";
import { openShop } from "../../../support/node/shop.ts";
import { listed } from "./shop.ts";

// More products than are counted and ranked. Every title has "series", and two vendors have half of the
// products each.
const products = 2_100;
const shop = openShop();
await shop.platform.deliverAll();
for (const events of chunks([...catalogueEvents(shop.tenant.id, products)].flat(), 300)) {
  const run = events.map((event) => ({
    ...event,
    version: shop.platform.registry.eventByType.get(event.type)?.version ?? 0,
  }));
  await shop.platform.readModel.batch(await projectionOf(shop.platform.registry, shop.tenant.id, run));
}

function chunks<Item>(items: readonly Item[], length: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  );
}

const counting = { limit: 1, after: null, count: true };

async function walk(asked: Parameters<typeof listed>[1]): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: Keyset | null = null;
  do {
    const page = await listed(shop, { ...asked, page: { limit: 100, after, count: false } });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return ids;
}

it("counts up to 1,000 matches and reports that there are more", async () => {
  for (const asked of [{}, { q: "series" }, { filters: { tag: ["all"] } }, { filters: { minPrice: 0 } }]) {
    const page = await listed(shop, { ...asked, page: counting });
    expect(page, JSON.stringify(asked)).toMatchObject({ totalCount: 1_000, atLeast: true });
  }
});

it("counts up to 1,000 matches exactly", async () => {
  expect(await listed(shop, { q: "series0001", page: counting })).toMatchObject({
    totalCount: 500,
    atLeast: false,
  });
  expect(await listed(shop, { filters: { tag: ["series0001"] }, page: counting })).toMatchObject({
    totalCount: 500,
    atLeast: false,
  });
});

it("reports facets of more than 1,000 matches as lower bounds", async () => {
  expect(await listed(shop, { facets: true })).toMatchObject({ atLeast: true, totalCount: undefined });
  expect(await listed(shop, { facets: true, filters: { tag: ["series0001"] } })).toMatchObject({
    // The tag facet ignores the tag filter, so it counts all products.
    atLeast: true,
  });
  expect(await listed(shop, { facets: true, q: "series0001" })).toMatchObject({ atLeast: false });
  expect(await listed(shop, {})).toMatchObject({ atLeast: false });
  expect(await listed(shop, { filters: { tag: ["all"] } })).toMatchObject({ atLeast: false });
});

it.each(["newest", "price", "title"] as const)(
  "lists all products of a frequent tag, by %s",
  async (sort) => {
    const ids = await walk({ sort, filters: { tag: ["all"] } });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(products);
  },
);

it("lists all products that match a frequent label and another filter", async () => {
  const ids = await walk({ sort: "newest", filters: { tag: ["all"], minPrice: 100, maxPrice: 1_000 } });
  const [row] = shop.platform.readModel.rows(
    "SELECT count(DISTINCT product_id) AS n FROM variant_prices WHERE amount BETWEEN 100 AND 1000",
  );
  expect(ids).toHaveLength(Number(row?.n));
  expect(ids.length).toBeLessThan(1_000);
});

it.each(["price", "-price"] as const)(
  "lists all products with a frequent option by %s, those without a price last",
  async (sort) => {
    const { readModel } = shop.platform;
    const unpriced = readModel
      .rows("SELECT id FROM products ORDER BY id LIMIT 7 OFFSET 500")
      .map(({ id }) => String(id));
    for (const id of unpriced)
      readModel.run(
        `DELETE FROM variant_prices WHERE product_id = '${id}' AND variant_id IN (
           SELECT variant_id FROM variant_options WHERE product_id = '${id}' AND value = 'M')`,
      );
    const ids = await walk({ sort, filters: { option: { Size: ["M"] } } });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(products);
    expect(ids.slice(-7).toSorted()).toEqual(unpriced);
    const amounts = ids.slice(0, -7).map((id) => {
      const [row] = readModel.rows(
        `SELECT min(amount) AS amount FROM variant_prices WHERE product_id = '${id}'`,
      );
      return Number(row?.amount);
    });
    const sign = sort === "price" ? 1 : -1;
    expect(amounts).toEqual(amounts.toSorted((a, b) => sign * (a - b)));
  },
);

it("lists all products in stock in a price range by price", async () => {
  const filters = { inStock: true, minPrice: 1_000, maxPrice: 45_000 };
  const cheapest = await walk({ sort: "price", filters });
  expect(cheapest.length).toBeGreaterThan(1_000);
  expect(new Set(cheapest).size).toBe(cheapest.length);
  expect(new Set(await walk({ sort: "-price", filters }))).toEqual(new Set(cheapest));
  expect(new Set(await walk({ sort: "newest", filters }))).toEqual(new Set(cheapest));
});

it.each(["relevance", "price", "newest"] as const)(
  "lists the first hits of a frequent word, by %s, and reports that there are more",
  async (sort) => {
    expect(await listed(shop, { q: "series", sort })).toMatchObject({ atLeast: true });
    const ids = await walk({ q: "series", sort });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(1_000);
    expect(ids.length).toBeLessThan(1_100);
  },
);

it("finds every hit in a small collection for a word that is frequent elsewhere", async () => {
  const rows = shop.platform.readModel.rows("SELECT id FROM products ORDER BY id LIMIT 30");
  const ids = rows.map(({ id }) => String(id));
  const { readModel } = shop.platform;
  readModel.run(
    `INSERT INTO group_handles (tenant_id, kind, handle, locale, group_id, version, current) VALUES ('${shop.tenant.id}', 'collection', 'old', 'en', 'col_1', 1, 1)`,
  );
  for (const id of ids)
    readModel.run(
      `INSERT INTO group_members (tenant_id, group_id, product_id, version, position) VALUES ('${shop.tenant.id}', 'col_1', '${id}', 1, 0)`,
    );
  const filters = { collection: ["old"] };
  const page = await listed(shop, { q: "series", filters, page: { limit: 100, after: null, count: true } });
  expect(page.items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(page).toMatchObject({ totalCount: 30, atLeast: false });
});
