import { expect, it } from "vitest";
import { z } from "zod";
import type { ReadModel, Statement } from "../../../src/kernel/storage/storage.ts";
import { readCollectionOrder } from "../../../src/modules/collections/index.ts";
import { readExportPage } from "../../../src/modules/listing/view/export-page.ts";
import { adminSorts, readAdminPage } from "../../../src/modules/listing/view/lists/list-admin.ts";
import { readStorePage } from "../../../src/modules/listing/view/lists/list-store.ts";
import { readVariantPage } from "../../../src/modules/listing/view/lists/list-variants.ts";
import { storeSorts } from "../../../src/modules/listing/view/lists/sorts.ts";
import type { StoreFilters } from "../../../src/modules/listing/view/lists/store-filters.ts";
import { findStoreProduct } from "../../../src/modules/listing/view/read-store.ts";
import { readRelated } from "../../../src/modules/listing/view/related.ts";
import { questionOf } from "../../../src/modules/term-search/full-text/question.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { anything } from "./search/shop.ts";

// The database has no statistics and assumes ten rows per tenant. A plan that narrows a growing table only by
// tenant is
// fast in every test, but reads the whole catalogue of a large shop.

/** Tables with a few rows per tenant, however many products it has. */
const small = ["catalogue_locales", "catalogue_currencies", "price_lists"];

/** The steps of a plan that scan all rows of a tenant or of a table. */
function walks(shop: Shop, { sql, params }: Statement): readonly string[] {
  const named = sql.replaceAll(/\bAS (\w+)/g, "AS $1");
  const aliases = new Map(
    [...named.matchAll(/(\w+) AS (\w+)/g)].map(([, table = "", alias = ""]) => [alias, table]),
  );
  const bound = params.map((param) => (typeof param === "number" ? param : String(param)));
  return shop.platform.readModel
    .rows(`EXPLAIN QUERY PLAN ${sql}`, ...bound)
    .map(({ detail }) => String(detail))
    .filter(
      (detail) =>
        /\(tenant_id=\?\)/.test(detail) || /^SCAN (?!\w+ VIRTUAL|CONSTANT ROW|\(subquery)/.test(detail),
    )
    .filter((detail) => {
      const alias = /^(?:SEARCH|SCAN) (\w+)/.exec(detail)?.[1] ?? "";
      return !small.includes(aliases.get(alias) ?? alias) && !transient.includes(alias);
    });
}

/** CTEs and subqueries of a statement, only as long as its input. */
const transient = [
  "page",
  "label",
  "wanted",
  "below",
  "hits",
  "asked",
  "requested",
  "one",
  "given",
  "most_selective",
  "size",
  "next",
  "sized",
  "with_groups",
  "match",
  "found",
  "named",
  "many",
  "listed",
  "lists",
  "listed_products",
  "part",
  "best",
  "country",
];

function recording(shop: Shop): { readonly model: ReadModel; readonly seen: Statement[] } {
  const seen: Statement[] = [];
  const { readModel } = shop.platform;
  return {
    seen,
    model: {
      all: (statement) => {
        seen.push(statement);
        return readModel.all(statement);
      },
      batch: (statements) => {
        seen.push(...statements);
        return readModel.batch(statements);
      },
    },
  };
}

/** Many reads share most of their statements, and planning one of them takes longer than all the rest. Nothing is written between them. */
function recordingOnce(shop: Shop): ReturnType<typeof recording> {
  const { model, seen } = recording(shop);
  const known = new Map<string, ReturnType<ReadModel["all"]>>();
  const all = (statement: Statement) => {
    const key = JSON.stringify(statement);
    const rows = known.get(key) ?? model.all(statement);
    known.set(key, rows);
    return rows;
  };
  return { seen, model: { all, batch: (statements) => Promise.all(statements.map(all)) } };
}

async function stocked(): Promise<Shop> {
  const shop = openShop();
  const product = z
    .object({ id: z.string() })
    .parse(shop.must("catalogue.createProduct", productBody("Lamp", { tags: ["a"] })));
  shop.must("catalogue.publishProduct", { id: product.id });
  await shop.platform.deliverAll();
  return shop;
}

const filters: readonly Partial<StoreFilters>[] = [
  {},
  { tag: ["a"] },
  { ids: ["prod_1", "prod_2"] },
  { ids: ["prod_1"], tag: ["a"], minPrice: 1, inStock: true },
  { category: ["lamps"], inStock: true },
  { collection: ["all"], vendor: ["v"] },
  { minPrice: 1, maxPrice: 5 },
  { inStock: true },
  { minPrice: 1, inStock: true },
  { maxPrice: 5, inStock: false },
  { option: { Size: ["L"], Colour: ["Red"] } },
  { option: { Size: ["L"] }, minPrice: 1, inStock: false },
  { attr: { material: ["wool"], care: ["hand"] }, tag: ["a"] },
  { attr: { material: ["wool"] }, option: { Size: ["L"] }, inStock: true },
];

const questions = [null, questionOf("lamp"), questionOf("the lamp t-shi")];

/** Everybody has the base prices, or a customer has those of price lists. */
const buyers = [null, { country: "DE", customerId: "cus_1" }];
const lists = storeSorts.flatMap((sort) => buyers.map((buyer) => ({ sort, buyer })));

it.each(lists)("the store list by $sort for $buyer doesn't scan the catalogue", async ({ sort, buyer }) => {
  const shop = await stocked();
  const { model, seen } = recordingOnce(shop);
  for (const [question, some] of questions.flatMap((one) => filters.map((other) => [one, other] as const))) {
    for (const after of [null, [sort.includes("price") ? 1 : "a", "prod_0"]]) {
      const page = { limit: 20, after, count: true };
      await readStorePage(model, shop.tenant.id, {
        question,
        filters: { ...anything, ...some },
        sort,
        facets: true,
        currency: "USD",
        locales: ["en"],
        sortLocale: "en",
        buyer,
        page,
      });
    }
  }
  const statements = new Map(seen.map((statement) => [statement.sql, statement]));
  expect([...statements.values()].flatMap((statement) => walks(shop, statement))).toEqual([]);
});

it.each(buyers)(
  "related products are found without scanning the catalogue, or all products with a tag, for %j",
  async (buyer) => {
    const shop = await stocked();
    const { model, seen } = recording(shop);
    const asked = { handle: "lamp", limit: 8, card: false, locales: ["en"], currency: "USD", buyer };
    expect(await readRelated(model, shop.tenant.id, asked)).toMatchObject({ ok: true });
    expect(seen).toHaveLength(1);
    expect(seen.flatMap((statement) => walks(shop, statement))).toEqual([]);
  },
);

it("a collection's own order is read from its index, page by page", async () => {
  const shop = await stocked();
  const { model, seen } = recording(shop);
  const own = { ...anything, collection: ["all"] };
  await readCollectionOrder(model, shop.tenant.id, { filters: own, locales: ["en"] });
  await readStorePage(model, shop.tenant.id, {
    question: null,
    filters: own,
    sort: { collectionId: "col_1", sort: "manual" },
    facets: false,
    currency: "USD",
    locales: ["en"],
    sortLocale: "en",
    page: { limit: 20, after: [5, "prod_0"], count: false },
  });
  expect(seen.flatMap((statement) => walks(shop, statement))).toEqual([]);
  const { readModel } = shop.platform;
  const [, list = { sql: "", params: [] }] = seen;
  const plan = readModel.rows(`EXPLAIN QUERY PLAN ${list.sql}`, ...list.params.map(String));
  const steps = plan.map(({ detail }) => String(detail));
  expect(steps).toContainEqual(
    expect.stringMatching(
      /SEARCH group_members USING COVERING INDEX group_members_group \(tenant_id=\? AND group_id=\? AND \(position,product_id\)>/,
    ),
  );
});

it("the admin search doesn't scan the catalogue", async () => {
  const shop = await stocked();
  const { model, seen } = recording(shop);
  const labels = { vendor: [], type: [], tag: [], sku: [], handle: [] };
  await readAdminPage(
    model,
    { id: shop.tenant.id, defaultLocale: "en", defaultCurrency: "USD", lowStockThreshold: 5 },
    { q: "lamp", status: ["active"], updatedSince: null, ...labels },
    { limit: 20, after: ["prod_0"], count: true },
  );
  expect(seen.flatMap((statement) => walks(shop, statement))).toEqual([]);
});

it.each(adminSorts)("the admin list by %s doesn't scan the catalogue", async (sort) => {
  const shop = await stocked();
  const labels = { vendor: [], type: [], tag: [], sku: [], handle: [] };
  const { id } = shop.tenant;
  const tenant = { id, defaultLocale: "en", defaultCurrency: "USD", lowStockThreshold: 5 };
  const after = sort.endsWith("createdAt") ? ["prod_0"] : ["a", "prod_0", "en"];
  for (const updatedSince of [null, "2026-01-01T00:00:00.000Z"]) {
    const { model, seen } = recording(shop);
    const page = { limit: 20, after, count: false };
    await readAdminPage(model, tenant, { q: null, status: [], updatedSince, ...labels }, page, sort);
    expect(seen.flatMap((statement) => walks(shop, statement))).toEqual([]);
    const [list = { sql: "", params: [] }] = seen;
    const plan = shop.platform.readModel.rows(`EXPLAIN QUERY PLAN ${list.sql}`, ...list.params.map(String));
    const walked = plan.map(({ detail }) => String(detail)).find((step) => /^SEARCH [pt] /.test(step));
    expect(walked, sort).toMatch(/[<>]\(?\?/);
  }
});

it("the list of variants doesn't scan the catalogue", async () => {
  const shop = await stocked();
  const { id } = shop.tenant;
  const tenant = { id, defaultLocale: "en", defaultCurrency: "USD", lowStockThreshold: 5 };
  for (const some of [{}, { sku: ["a"] }, { barcode: ["a"] }]) {
    const { model, seen } = recording(shop);
    const page = { limit: 20, after: ["prod_0", "var_0"], count: false };
    await readVariantPage(model, tenant, { sku: [], barcode: [], ...some }, page);
    expect(seen.flatMap((statement) => walks(shop, statement))).toEqual([]);
  }
});

it.each(buyers)("reading a product by handle doesn't scan the catalogue, for %j", async (buyer) => {
  const shop = await stocked();
  const { model, seen } = recording(shop);
  await findStoreProduct(model, shop.tenant.id, "lamp", { locales: ["en"], currency: "USD", buyer });
  expect(seen).toHaveLength(1);
  expect(seen.flatMap((statement) => walks(shop, statement))).toEqual([]);
});

it("a page of an export reads only its own products", async () => {
  const shop = await stocked();
  const { model, seen } = recording(shop);
  await readExportPage(model, shop.tenant.id, "");
  expect(seen).toHaveLength(1);
  expect(seen.flatMap((statement) => walks(shop, statement))).toEqual([]);
});

it("projecting a product doesn't scan the catalogue", async () => {
  const shop = await stocked();
  const { events } = shop.tenant.core.eventsAfter(0, 100);
  const view = shop.platform.registry.modules
    .flatMap(({ views }) => views)
    .find(({ name }) => name === "products");
  const run = events.filter(({ type }) => view?.consumes.includes(type));
  const statements = (await view?.project(run, shop.tenant.id)) ?? [];
  expect(statements.length).toBeGreaterThan(5);
  expect(statements.flatMap((statement) => walks(shop, statement))).toEqual([]);
});
