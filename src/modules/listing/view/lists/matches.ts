import { type Fragment, join, sql } from "../../../../kernel/storage/sql.ts";
import { membersOf } from "../../../collections/index.ts";
import { listsFor } from "../../../pricing/index.ts";
import type { Question } from "../../../term-search/index.ts";
import { productsInLists } from "../prices/buyer-prices.ts";
import { productSearch } from "../search/product-search.ts";
import { candidateConditions, filterConditions } from "./filters.ts";
import { attributeKind, type Filtering, type StoreFilters } from "./store-filters.ts";

/** Up to this many matches, facets and counts are exact and search ranks every hit. */
export const mostExact = 1_000;

/** The search and filters of a store list. */
export interface Narrowing extends Filtering {
  readonly question: Question | null;
}

/**
 * Definitions of two CTEs. `most_selective (product_id, score)` has the published products that match, at most
 * `mostExact + 1`. `size (n, more)` has their number and whether there are more. The most selective condition drives the
 * query, so its cost depends on the number of matches, not of products.
 */
export function matchDefinitions(tenantId: string, narrowing: Narrowing): readonly Fragment[] {
  const { buyer = null } = narrowing;
  const matches = narrowing.filters.ids.length > 0 ? matchesAmong : matchesAnywhere;
  return [...(buyer === null ? [] : [listsFor(tenantId, buyer)]), ...matches(tenantId, narrowing)];
}

function matchesAnywhere(tenantId: string, narrowing: Narrowing): readonly Fragment[] {
  const { question, filters } = narrowing;
  const hits = productSearch.find(tenantId, { question, labels: filters, onSale: true });
  const members = requestedMembers(tenantId, narrowing);
  const product = sql`one.product_id`;
  const conditions = [sql`true`, ...candidateConditions(tenantId, narrowing, product)];
  const matching = (source: Fragment) =>
    sql`SELECT one.product_id, one.score FROM (${source}) AS one WHERE ${join(conditions, " AND ")}`;
  const some = sql`LIMIT ${mostExact + 1}`;
  if (hits === null) {
    const source =
      members ??
      withAttribute(tenantId, filters) ??
      withOption(tenantId, filters) ??
      inPriceRange(tenantId, narrowing) ??
      published(tenantId);
    return [
      mostSelective(sql`${matching(sql`SELECT product_id, 0 AS score FROM (${source})`)} ${some}`),
      size(sql`false`),
    ];
  }
  const best = sql`ORDER BY score DESC, product_id DESC ${some}`;
  if (members === null) {
    return [...hits.definitions, mostSelective(sql`${matching(hits.best)} ${best}`), size(hits.incomplete)];
  }
  // If the terms match too much to read, scan the collection instead.
  const instead = sql`SELECT product_id FROM (${members}) LIMIT CASE WHEN ${hits.incomplete} THEN -1 ELSE 0 END`;
  const either = sql`${matching(hits.best)} UNION ${matching(hits.among(instead))}`;
  return [
    ...hits.definitions,
    mostSelective(sql`SELECT product_id, score FROM (${either}) ${best}`),
    size(sql`false`),
  ];
}

/** The same for products by id. They are few, so that nothing else needs an index. */
function matchesAmong(tenantId: string, narrowing: Narrowing): readonly Fragment[] {
  const { question, filters } = narrowing;
  const wanted = sql`SELECT p.id AS product_id FROM json_each(${JSON.stringify(filters.ids)}) AS wanted
    CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = wanted.value AND p.status = 'active'`;
  const hits =
    question === null ? null : productSearch.find(tenantId, { question, labels: filters, onSale: true });
  const source = hits === null ? sql`SELECT product_id, 0 AS score FROM (${wanted})` : hits.among(wanted);
  const conditions = [sql`true`, ...filterConditions(tenantId, narrowing, sql`one.product_id`)];
  return [
    ...(hits?.definitions ?? []),
    mostSelective(
      sql`SELECT DISTINCT one.product_id, one.score FROM (${source}) AS one WHERE ${join(conditions, " AND ")}`,
    ),
    size(sql`false`),
  ];
}

function mostSelective(rows: Fragment): Fragment {
  return sql`most_selective (product_id, score) AS MATERIALIZED (${rows})`;
}

function size(incomplete: Fragment): Fragment {
  return sql`size (n, more) AS MATERIALIZED (SELECT count(*), count(*) > ${mostExact} OR ${incomplete} FROM most_selective)`;
}

/** The published products in the requested collections or categories. Null if none are requested. */
function requestedMembers(tenantId: string, filtering: Filtering): Fragment | null {
  const members = membersOf(tenantId, filtering);
  if (members === null) return null;
  return sql`SELECT DISTINCT m.product_id FROM ${members}
    CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = m.product_id AND p.status = 'active'`;
}

/** The published products with the first attribute that is requested. Null if none is. */
function withAttribute(tenantId: string, { attr }: StoreFilters): Fragment | null {
  const [first] = Object.entries(attr);
  if (first === undefined) return null;
  return sql`SELECT DISTINCT term.product_id FROM product_terms AS term INDEXED BY product_terms_newest
    WHERE term.tenant_id = ${tenantId} AND term.kind = ${attributeKind(first[0])} AND term.status = 'active'
    AND term.term IN (SELECT value FROM json_each(${JSON.stringify(first[1])}))`;
}

/** The published products with a variant that has the first option that is requested. Null if none is. */
function withOption(tenantId: string, { option }: StoreFilters): Fragment | null {
  const [first] = Object.entries(option);
  if (first === undefined) return null;
  return sql`SELECT DISTINCT o.product_id FROM variant_options AS o INDEXED BY variant_options_value
    CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = o.product_id AND p.status = 'active'
    WHERE o.tenant_id = ${tenantId} AND o.name = ${first[0]}
    AND o.value IN (SELECT value FROM json_each(${JSON.stringify(first[1])}))`;
}

/**
 * The published products with a variant whose base price is in the requested range, and those with a price in a list, which can
 * be another. Null if no range is requested.
 */
function inPriceRange(tenantId: string, narrowing: Narrowing): Fragment | null {
  const { currency, buyer = null } = narrowing;
  const { minPrice, maxPrice } = narrowing.filters;
  if (minPrice === null && maxPrice === null) return null;
  const based = sql`SELECT DISTINCT v.product_id FROM variant_prices AS v INDEXED BY variant_prices_amount
    CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = v.product_id AND p.status = 'active'
    WHERE v.tenant_id = ${tenantId} AND v.currency = ${currency}
    AND v.amount BETWEEN ${minPrice ?? 0} AND ${maxPrice ?? Number.MAX_SAFE_INTEGER}`;
  if (buyer === null) return based;
  return sql`${based} UNION SELECT one.product_id FROM (${productsInLists({ tenantId, currency, buyer })}) AS one
    CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = one.product_id AND p.status = 'active'`;
}

function published(tenantId: string): Fragment {
  return sql`SELECT id AS product_id FROM products INDEXED BY products_newest
    WHERE tenant_id = ${tenantId} AND status = 'active' ORDER BY published_at DESC, id DESC`;
}
