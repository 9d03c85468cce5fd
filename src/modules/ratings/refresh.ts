import type { Statement } from "../../kernel/storage/storage.ts";

/** Where the stars are that ratings are counted from: approved reviews of a tenant `?1`, with an index that begins with the product. */
export interface Stars {
  /** A FROM clause, with the index. */
  readonly from: string;
  /** The condition besides the tenant. */
  readonly where: string;
  readonly product: string;
  readonly stars: string;
}

/**
 * Marks the ratings that are about to change, before the rows that they are counted from are written. `products` is a subquery of
 * ids, which has the tenant as `?1` and its own parameter as `?2`.
 */
export function markStale(tenantId: string, products: string, param: string): Statement {
  return {
    sql: `UPDATE product_ratings SET stale = 1 WHERE tenant_id = ?1 AND product_id IN (${products})`,
    params: [tenantId, param],
  };
}

/** Counts the ratings of products again, and those that are marked. */
export function refreshRatings(
  tenantId: string,
  productIds: readonly string[],
  stars: Stars,
): readonly Statement[] {
  const wanted = `wanted (id) AS MATERIALIZED (SELECT value FROM json_each(?2)
  UNION SELECT product_id FROM product_ratings INDEXED BY product_ratings_stale WHERE tenant_id = ?1 AND stale = 1)`;
  return recounted(tenantId, wanted, stars, [tenantId, JSON.stringify([...new Set(productIds)])]);
}

/** Counts all ratings of a tenant again. */
export function recountRatings(tenantId: string, stars: Stars): readonly Statement[] {
  const wanted = `wanted (id) AS MATERIALIZED (SELECT DISTINCT ${stars.product} FROM ${stars.from} WHERE ${stars.where}
  UNION SELECT product_id FROM product_ratings WHERE tenant_id = ?1)`;
  return recounted(tenantId, wanted, stars, [tenantId]);
}

function recounted(
  tenantId: string,
  wanted: string,
  { from, where, product, stars }: Stars,
  params: Statement["params"],
): readonly Statement[] {
  return [
    {
      sql: `WITH ${wanted} INSERT INTO product_ratings (tenant_id, product_id, reviews, stars, average, stale)
SELECT ?1, id, reviews, stars, CASE WHEN reviews = 0 THEN 0 ELSE CAST(round(stars * 100.0 / reviews) AS INTEGER) END, reviews = 0
FROM (SELECT wanted.id, (SELECT count(*) FROM ${from} WHERE ${where} AND ${product} = wanted.id) AS reviews,
  (SELECT COALESCE(sum(${stars}), 0) FROM ${from} WHERE ${where} AND ${product} = wanted.id) AS stars FROM wanted) WHERE true
ON CONFLICT (tenant_id, product_id) DO UPDATE SET
  reviews = excluded.reviews, stars = excluded.stars, average = excluded.average, stale = excluded.stale`,
      params,
    },
    // Those without stars any more were marked again.
    {
      sql: "DELETE FROM product_ratings INDEXED BY product_ratings_stale WHERE tenant_id = ?1 AND stale = 1",
      params: [tenantId],
    },
  ];
}
