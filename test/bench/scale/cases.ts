import type { ReadModel } from "../../../src/kernel/storage/storage.ts";
import { readStorePage, type StoreListInput } from "../../../src/modules/listing/view/lists/list-store.ts";
import type { StoreFilters } from "../../../src/modules/listing/view/lists/store-filters.ts";
import { findStoreProduct } from "../../../src/modules/listing/view/read-store.ts";
import { questionOf } from "../../../src/modules/term-search/full-text/question.ts";

/** A read, and what it is. */
export interface Case {
  readonly name: string;
  readonly run: (model: ReadModel, tenantId: string) => Promise<unknown>;
}

const noFilters: StoreFilters = {
  ids: [],
  collection: [],
  category: [],
  tag: [],
  vendor: [],
  type: [],
  inStock: null,
  minPrice: null,
  maxPrice: null,
  option: {},
  attr: {},
};

interface Asked extends Partial<Omit<StoreListInput, "question" | "filters">> {
  readonly q?: string;
  readonly filters?: Partial<StoreFilters>;
}

function list(name: string, { q, filters, ...more }: Asked): Case {
  const input: StoreListInput = {
    question: q === undefined ? null : questionOf(q),
    filters: { ...noFilters, ...filters },
    sort: q === undefined ? "newest" : "relevance",
    facets: false,
    currency: "USD",
    locales: ["en"],
    sortLocale: "en",
    page: { limit: 20, after: null, count: false },
    ...more,
  };
  return { name, run: (model, tenantId) => readStorePage(model, tenantId, input) };
}

const counted = { facets: true, page: { limit: 20, after: null, count: true } };

/** What matches at most 1,000 products in a catalogue of any size, and, after the line, what matches a share of it. */
export const cases: readonly Case[] = [
  list("list", {}),
  list("list by price", { sort: "price" }),
  list("list by title", { sort: "title" }),
  list("list, counted, with facets", counted),
  list("list, one tag of 500, counted, with facets", { ...counted, filters: { tag: ["series0001"] } }),
  list("list, one tag of 500, by price", { sort: "price", filters: { tag: ["series0001"] } }),
  {
    name: "product page",
    run: (model, tenantId) =>
      findStoreProduct(model, tenantId, "product-700", { locales: ["en"], currency: "USD" }),
  },
  list("search, 500 matches", { q: "series0001" }),
  list("search, 500 matches, counted, with facets", { ...counted, q: "series0001" }),
  list("search, three words, few matches", { q: "series0001 red shirt" }),
  list("search, SKU", { q: "SKU-700-M" }),
  list("search, no match", { q: "nowhere" }),
  list("search, 500 matches, by price", { q: "series0001", sort: "price" }),

  list("list, a vendor's fortieth, counted, with facets", { ...counted, filters: { vendor: ["Vendor 3"] } }),
  list("list, two labels that never meet", { filters: { vendor: ["Vendor 3"], tag: ["tag 4"] } }),
  list("list, in a price range of few", { filters: { minPrice: 100, maxPrice: 101 } }),
  list("search, a tenth of all", { q: "shirt" }),
  list("search, a tenth of all, counted, with facets", { ...counted, q: "shirt" }),
  list("search, all, by its first two letters", { q: "se" }),
  list("search, many by three letters", { q: "ser" }),
  list("search, frequent words that seldom meet", { q: "red tents cotton" }),
  list("search, a tenth of all, in a rare tag", { q: "shirt", filters: { tag: ["series0001"] } }),
];
