import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { createRegistry } from "../../../../src/kernel/registry.ts";
import type { ReadModel, Row, Statement } from "../../../../src/kernel/storage/storage.ts";
import { readStorePage } from "../../../../src/modules/listing/view/lists/list-store.ts";
import type { StoreFilters } from "../../../../src/modules/listing/view/lists/store-filters.ts";
import { questionOf } from "../../../../src/modules/term-search/full-text/question.ts";
import { modules } from "../../../../src/modules.ts";
import { catalogueEvents } from "../../../support/catalogue/events.ts";
import { projectionOf } from "../../../support/node/projection.ts";

// Rows read and written, as D1 reports them. They would show if a search read the index entries of all tenants.
const registry = createRegistry(modules);
const large = "ten_01J0000000000000000000B1GG";
const tiny = "ten_01J000000000000000000T1NYY";

/** The database, with counts of rows read and written. */
function metered() {
  const spent = { read: 0, written: 0 };
  const batch = async (statements: readonly Statement[]) => {
    const results = await env.DB.batch<Row>(
      statements.map(({ sql, params }) => env.DB.prepare(sql).bind(...params)),
    );
    for (const { meta } of results) {
      spent.read += meta.rows_read;
      spent.written += meta.rows_written;
    }
    return results.map(({ results: rows }) => rows);
  };
  const model: ReadModel = { batch, all: async (statement) => (await batch([statement]))[0] ?? [] };
  return { model, spent };
}

async function fill(tenantId: string, products: number) {
  const { model, spent } = metered();
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO catalogue_locales (tenant_id, locale, version, chain) VALUES (?, 'en', 1, '[\"en\"]')",
    ).bind(tenantId),
    env.DB.prepare(
      "INSERT INTO catalogue_currencies (tenant_id, currency, version) VALUES (?, 'USD', 1)",
    ).bind(tenantId),
  ]);
  const events = [...catalogueEvents(tenantId, products)].flat();
  for (let from = 0; from < events.length; from += 300) {
    const run = events
      .slice(from, from + 300)
      .map((event) => ({ ...event, version: registry.eventByType.get(event.type)?.version ?? 0 }));
    await model.batch(await projectionOf(registry, tenantId, run));
  }
  return spent;
}

async function search(tenantId: string, q: string | null, more: Partial<StoreFilters> = {}) {
  const { model, spent } = metered();
  const result = await readStorePage(model, tenantId, {
    question: q === null ? null : questionOf(q),
    filters: {
      ids: [],
      tag: [],
      vendor: [],
      type: [],
      collection: [],
      category: [],
      inStock: null,
      minPrice: null,
      maxPrice: null,
      option: {},
      attr: {},
      ...more,
    },
    sort: "relevance",
    facets: true,
    currency: "USD",
    locales: ["en"],
    sortLocale: "en",
    page: { limit: 20, after: null, count: true },
  });
  return { found: result.totalCount ?? 0, read: spent.read };
}

describe("a small shop next to a large one with the same words", async () => {
  const written = await fill(large, 1_500);
  await fill(tiny, 3);

  it.each([
    ["shirts", null],
    ["se", null],
    ["red cotton", null],
    ["nowhere", null],
    [null, "all"],
    [null, null],
  ] as const)("reads only its own rows when searching for %s with the tag %s", async (q, tag) => {
    const more = tag === null ? {} : { tag: [tag] };
    const own = await search(tiny, q, more);
    const others = await search(large, q, more);
    console.log(`${q} ${tag}: ${own.read} rows read of 3 products, ${others.read} of 1,500`);
    expect(own.found).toBeLessThanOrEqual(3);
    expect(own.read).toBeLessThan(300);
    if (q !== "nowhere") expect(others.found).toBeGreaterThan(own.found);
  });

  it("reads a number of rows proportional to the hits", async () => {
    for (const q of ["series0001", "shirts", "red cotton"]) {
      const { found, read } = await search(large, q);
      console.log(`${q}: ${found} found, ${read} rows read`);
      expect(read).toBeLessThan(200 + 70 * found);
    }
  });

  it("stays within D1's limits for the largest request", async () => {
    const many = Array.from({ length: 50 }, (_, index) => `${index}`.repeat(100));
    const named = Object.fromEntries(many.slice(0, 5).map((name) => [name, many]));
    const lists = {
      option: named,
      attr: named,
      tag: many,
      vendor: many,
      type: many,
      collection: many,
      category: many,
    };
    const wordy = Array.from({ length: 30 }, (_, index) => `a${index}-b`).join(" ");
    for (const q of [wordy, "red ".repeat(50), "衬".repeat(200), null]) {
      for (const inStock of [true, false]) {
        const { found } = await search(large, q, { ...lists, inStock, minPrice: 1, maxPrice: 2 });
        expect(found).toBe(0);
      }
    }
  }, 30_000);

  it("writes a few search rows per product, not one per word", () => {
    console.log(`${(written.written / 1_500).toFixed(1)} rows written for a product with two variants`);
    expect(written.written / 1_500).toBeLessThan(80);
  });
});
