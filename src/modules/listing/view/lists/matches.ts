import { type Fragment, join, sql } from "../../../../kernel/storage/sql.ts";
import { inGroups, membersOf } from "../../../collections/index.ts";
import { productSearch } from "../search/product-search.ts";
import type { Question } from "../search/question.ts";
import { priceConditions, type StoreFilters } from "./filters.ts";

/** Up to so many matches, facets and counts are exact, and words rank everything. */
export const mostExact = 1_000;

/** What a shopper's list is narrowed to. */
export interface Narrowing {
  readonly question: Question | null;
  readonly filters: StoreFilters;
  readonly currency: string;
}

/**
 * Definitions of `most_selective (product_id, score)`, all products on sale that match, though one more than `mostExact` at most,
 * and of `size (n, more)`, how many those are and whether there are more. What there are fewest of is read first, so that
 * it costs as much as there are matches, not products.
 */
export function matchDefinitions(
  tenantId: string,
  { question, filters, currency }: Narrowing,
): readonly Fragment[] {
  const hits = productSearch.find(tenantId, { question, labels: filters, onSale: true });
  const members = membersAskedFor(tenantId, filters);
  const product = sql`one.product_id`;
  const conditions = [
    sql`true`,
    ...inGroups(tenantId, filters, product),
    ...priceConditions(tenantId, filters, currency, product),
  ];
  const matching = (source: Fragment) =>
    sql`SELECT one.product_id, one.score FROM (${source}) AS one WHERE ${join(conditions, " AND ")}`;
  const some = sql`LIMIT ${mostExact + 1}`;
  if (hits === null) {
    const source = members ?? pricedAsAskedFor(tenantId, filters, currency) ?? onSale(tenantId);
    return [
      mostSelective(sql`${matching(sql`SELECT product_id, 0 AS score FROM (${source})`)} ${some}`),
      size(sql`false`),
    ];
  }
  const best = sql`ORDER BY score DESC, product_id DESC ${some}`;
  if (members === null) {
    return [...hits.definitions, mostSelective(sql`${matching(hits.best)} ${best}`), size(hits.incomplete)];
  }
  // Where words find too much to look at, the collection is looked through instead.
  const instead = sql`SELECT product_id FROM (${members}) LIMIT CASE WHEN ${hits.incomplete} THEN -1 ELSE 0 END`;
  const either = sql`${matching(hits.best)} UNION ${matching(hits.among(instead))}`;
  return [
    ...hits.definitions,
    mostSelective(sql`SELECT product_id, score FROM (${either}) ${best}`),
    size(sql`false`),
  ];
}

function mostSelective(rows: Fragment): Fragment {
  return sql`most_selective (product_id, score) AS MATERIALIZED (${rows})`;
}

function size(incomplete: Fragment): Fragment {
  return sql`size (n, more) AS MATERIALIZED (SELECT count(*), count(*) > ${mostExact} OR ${incomplete} FROM most_selective)`;
}

/** The products on sale in the collections or categories asked for; null where none are. */
function membersAskedFor(tenantId: string, filters: StoreFilters): Fragment | null {
  const members = membersOf(tenantId, filters);
  if (members === null) return null;
  return sql`SELECT DISTINCT m.product_id FROM ${members}
    CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = m.product_id AND p.status = 'active'`;
}

/** The products on sale with a variant in the price range asked for; null where none is. */
function pricedAsAskedFor(
  tenantId: string,
  { minPrice, maxPrice }: StoreFilters,
  currency: string,
): Fragment | null {
  if (minPrice === null && maxPrice === null) return null;
  return sql`SELECT DISTINCT v.product_id FROM variant_prices AS v INDEXED BY variant_prices_amount
    CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = v.product_id AND p.status = 'active'
    WHERE v.tenant_id = ${tenantId} AND v.currency = ${currency}
    AND v.amount BETWEEN ${minPrice ?? 0} AND ${maxPrice ?? Number.MAX_SAFE_INTEGER}`;
}

function onSale(tenantId: string): Fragment {
  return sql`SELECT id AS product_id FROM products INDEXED BY products_newest
    WHERE tenant_id = ${tenantId} AND status = 'active' ORDER BY published_at DESC, id DESC`;
}
