import { type Fragment, join, raw, sql } from "../../../../kernel/storage/sql.ts";
import type { CollectionOrder } from "../../../collections/index.ts";
import type { Buyer } from "../../../tenants/index.ts";
import { type PriceScope, productsInLists } from "../prices/buyer-prices.ts";
import type { StoreFilters } from "./store-filters.ts";
import { hasPriceRange, isPricedByVariant, meetingVariants, pricedVariants } from "./variants.ts";

export const storeSorts = ["relevance", "newest", "price", "-price", "title", "-title"] as const;
export type StoreSort = (typeof storeSorts)[number];

/** The order of a list. Its rows are of a `driver` with `product_id` and `sort_key`. */
export interface Order {
  /** CTEs that its sources read. */
  readonly definitions: readonly Fragment[];
  /** All products, through an index in the order of the list. */
  readonly all: Source;
  /** The products of `most_selective`, in any order. */
  readonly few: Source;
  /** Products that `all` leaves out, because they come after all others. */
  readonly last: Source | null;
  readonly by: Fragment;
  readonly outer: Fragment;
  /** Bounds the first page. */
  readonly start: Fragment;
  /** Bounds a later page, instead of `start`: SQLite takes only one of two bounds from an index. */
  readonly beyond: (key: string | number | null, id: string) => Fragment;
}

interface Source {
  readonly from: Fragment;
  readonly where: Fragment;
}

export interface Ordering {
  /** A collection is listed in its own order if the request has none. */
  readonly sort: StoreSort | CollectionOrder;
  readonly currency: string;
  /** Null or absent: everybody has the base prices. */
  readonly buyer?: Buyer | null;
  /** The tenant's locale to sort titles in. */
  readonly sortLocale: string;
  readonly filters: StoreFilters;
}

export function orderOf(tenantId: string, ordering: Ordering): Order {
  const { sort, currency, buyer = null, sortLocale, filters } = ordering;
  if (typeof sort === "object")
    return sort.sort === "manual"
      ? manual(tenantId, sort.collectionId)
      : orderOf(tenantId, { ...ordering, sort: sort.sort });
  switch (sort) {
    case "relevance": {
      const ranked = of(sql`(SELECT product_id, score AS sort_key FROM most_selective)`, sql`true`);
      return { ...descending, ...ranked, few: ranked.all };
    }
    case "newest":
      return {
        ...descending,
        ...of(
          sql`(SELECT id AS product_id, published_at AS sort_key, tenant_id, status FROM products)`,
          sql`driver.tenant_id = ${tenantId} AND driver.status = 'active'`,
        ),
      };
    case "title":
    case "-title":
      return {
        ...(sort === "title" ? ascending : descending),
        ...of(
          sql`(SELECT product_id, folded_title AS sort_key, tenant_id, status, locale FROM product_titles)`,
          sql`driver.tenant_id = ${tenantId} AND driver.locale = ${sortLocale} AND driver.status = 'active'`,
        ),
      };
    case "price":
    case "-price":
      if (buyer !== null) return byBuyerPrice({ tenantId, currency, buyer }, sort, filters);
      return isPricedByVariant(filters)
        ? byVariant({ tenantId, currency, buyer }, sort, filters)
        : byProduct(tenantId, sort, currency);
  }
}

/** The order that staff chose for a collection. */
function manual(tenantId: string, collectionId: string): Order {
  return {
    ...ascending,
    ...of(
      sql`(SELECT product_id, position AS sort_key, tenant_id, group_id FROM group_members)`,
      sql`driver.tenant_id = ${tenantId} AND driver.group_id = ${collectionId} AND EXISTS (SELECT 1 FROM products AS p
        WHERE p.tenant_id = ${tenantId} AND p.id = driver.product_id AND p.status = 'active')`,
    ),
  };
}

/** By the price of the whole product. */
function byProduct(tenantId: string, sort: "price" | "-price", currency: string): Order {
  // Both columns are read in ascending order, and both put products without a price last.
  const column = raw(sort === "price" ? "ascending" : "descending");
  return {
    ...ascending,
    ...of(
      sql`(SELECT product_id, ${column} AS sort_key, tenant_id, status, currency FROM product_prices)`,
      sql`driver.tenant_id = ${tenantId} AND driver.currency = ${currency} AND driver.status = 'active'`,
    ),
  };
}

/** The cheapest of a product's variants that meet the filters: one of its columns. */
function cheapestOf(scope: PriceScope, filters: StoreFilters, column: Fragment, product: Fragment): Fragment {
  return sql`(SELECT ${column} FROM ${meetingVariants({ ...scope, product }, filters)}
    ORDER BY v.amount, v.variant_id LIMIT 1)`;
}

/**
 * By the lowest of the buyer's prices among the variants that meet the filters. Products without a price in a list are read in
 * the order of their base prices, and merged with the others.
 */
function byBuyerPrice(scope: PriceScope, sort: "price" | "-price", filters: StoreFilters): Order {
  const { tenantId } = scope;
  const base = byVariant({ ...scope, buyer: null }, sort, filters);
  const product = sql`one.product_id`;
  const listed = sql`listed_products (product_id, sort_key) AS MATERIALIZED (
    SELECT one.product_id, ${cheapestOf(scope, filters, sql`v.amount`, product)}
    FROM (SELECT DISTINCT product_id FROM (${productsInLists(scope)})) AS one CROSS JOIN products AS p
    ON p.tenant_id = ${tenantId} AND p.id = one.product_id AND p.status = 'active')`;
  return {
    ...base,
    definitions: [listed],
    all: {
      from: sql`(SELECT driver.product_id, driver.sort_key FROM ${base.all.from} WHERE ${base.all.where}
          AND driver.product_id NOT IN (SELECT product_id FROM listed_products)
        UNION ALL SELECT product_id, CAST(sort_key AS INTEGER) AS sort_key FROM listed_products WHERE sort_key IS NOT NULL) AS driver`,
      where: sql`true`,
    },
    few: fewByPrice(scope, sort, filters),
    last: base.last === null ? null : withoutPrice(scope, sort, filters),
  };
}

/** Sorts after every price, in either direction. */
function noPrice(sort: "price" | "-price"): number {
  return sort === "price" ? Number.MAX_SAFE_INTEGER : -1;
}

function fewByPrice(scope: PriceScope, sort: "price" | "-price", filters: StoreFilters): Source {
  const cheapest = cheapestOf(scope, filters, sql`v.amount`, sql`most_selective.product_id`);
  return {
    from: sql`(SELECT product_id, COALESCE(${cheapest}, ${noPrice(sort)}) AS sort_key FROM most_selective) AS driver`,
    where: sql`true`,
  };
}

/** By the lowest price among the variants that meet the filters. */
function byVariant(scope: PriceScope, sort: "price" | "-price", filters: StoreFilters): Order {
  const { tenantId, currency } = scope;
  const product = sql`driver.product_id`;
  const atLeast = sql`driver.sort_key >= ${filters.minPrice ?? 0}`;
  const atMost = sql`driver.sort_key <= ${filters.maxPrice ?? Number.MAX_SAFE_INTEGER}`;
  return {
    ...(sort === "price" ? ascending : descending),
    start: sort === "price" ? atLeast : atMost,
    all: {
      from: sql`(SELECT product_id, amount AS sort_key, variant_id, tenant_id, currency FROM variant_prices) AS driver`,
      where: join(
        [
          sql`driver.tenant_id = ${tenantId} AND driver.currency = ${currency}`,
          sort === "price" ? atMost : atLeast,
          sql`driver.variant_id = ${cheapestOf(scope, filters, sql`v.variant_id`, product)}`,
          sql`EXISTS (SELECT 1 FROM products AS p WHERE p.tenant_id = ${tenantId} AND p.id = ${product} AND p.status = 'active')`,
        ],
        " AND ",
      ),
    },
    few: fewByPrice(scope, sort, filters),
    last: hasPriceRange(filters) || filters.inStock === true ? null : withoutPrice(scope, sort, filters),
  };
}

/** The products of which no variant that meets the filters has a price. */
function withoutPrice(scope: PriceScope, sort: "price" | "-price", filters: StoreFilters): Source {
  const { tenantId, currency } = scope;
  const product = sql`driver.product_id`;
  return {
    from: sql`(SELECT product_id, ${noPrice(sort)} AS sort_key, tenant_id, status, currency FROM product_prices) AS driver`,
    where: sql`driver.tenant_id = ${tenantId} AND driver.currency = ${currency} AND driver.status = 'active'
      AND NOT EXISTS (SELECT 1 FROM ${pricedVariants({ ...scope, product }, filters)})`,
  };
}

/** A driver with an index in the order of the list, and another by product id. */
function of(driver: Fragment, where: Fragment): Pick<Order, "all" | "few"> {
  return {
    all: { from: sql`${driver} AS driver`, where },
    few: {
      from: sql`most_selective CROSS JOIN ${driver} AS driver ON driver.product_id = most_selective.product_id`,
      where,
    },
  };
}

type Direction = Pick<Order, "definitions" | "by" | "outer" | "start" | "beyond" | "last">;

const ascending: Direction = {
  definitions: [],
  by: sql`driver.sort_key, driver.product_id`,
  outer: sql`sort_key, id`,
  start: sql`true`,
  last: null,
  beyond: (key, id) => sql`(driver.sort_key, driver.product_id) > (${key}, ${id})`,
};

const descending: Direction = {
  definitions: [],
  by: sql`driver.sort_key DESC, driver.product_id DESC`,
  outer: sql`sort_key DESC, id DESC`,
  start: sql`true`,
  last: null,
  beyond: (key, id) => sql`(driver.sort_key, driver.product_id) < (${key}, ${id})`,
};
