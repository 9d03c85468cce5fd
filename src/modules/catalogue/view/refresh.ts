import type { Statement } from "../../../kernel/storage.ts";

/** A price that every other one comes before. */
const beyondAnyPrice = "9007199254740991";

/**
 * Writes the derived rows of products anew, from what the read model holds of them and of the tenant's languages. `ids`
 * null means every product of the tenant. Derived rows need no version: they follow from rows that have one.
 *
 * Indexes are named and joins ordered by hand: without statistics the database takes a tenant for ten rows.
 */
export function refreshTitles(tenantId: string, ids: readonly string[] | null): readonly Statement[] {
  if (ids?.length === 0) return [];
  const { wanted, params } = among(tenantId, ids);
  return [
    remove("product_titles", wanted, params),
    {
      sql: `${wanted} INSERT INTO product_titles (tenant_id, locale, product_id, status, folded_title)
SELECT p.tenant_id, l.locale, p.id, p.status, COALESCE(
  (SELECT t.folded_title FROM json_each(l.chain) AS wish CROSS JOIN product_texts AS t
    ON t.tenant_id = p.tenant_id AND t.product_id = p.id AND t.locale = wish.value ORDER BY wish.key LIMIT 1),
  (SELECT t.folded_title FROM product_texts AS t WHERE t.tenant_id = p.tenant_id AND t.product_id = p.id ORDER BY t.locale LIMIT 1))
FROM wanted CROSS JOIN products AS p ON p.tenant_id = ?1 AND p.id = wanted.id
CROSS JOIN catalogue_locales AS l ON l.tenant_id = ?1
WHERE p.deleted_at IS NULL`,
      params,
    },
  ];
}

/** The same for prices and availability; a change of stock names variants instead of products. */
export function refreshOffers(
  tenantId: string,
  ids: readonly string[] | null,
  variantIds: readonly string[] = [],
): readonly Statement[] {
  if (ids?.length === 0 && variantIds.length === 0) return [];
  const { wanted, params } = among(tenantId, ids, variantIds);
  return [
    remove("product_offers", wanted, params),
    {
      sql: `${wanted} INSERT INTO product_offers
(tenant_id, currency, product_id, status, min_amount, max_amount, ascending, descending, in_stock)
SELECT p.tenant_id, c.currency, p.id, p.status, min(v.amount), max(v.amount),
  COALESCE(min(v.amount), ${beyondAnyPrice}), COALESCE(-min(v.amount), 1),
  COALESCE(max(v.policy <> 'deny' OR COALESCE(s.stocked - s.reserved, 0) > 0), 0)
FROM wanted CROSS JOIN products AS p ON p.tenant_id = ?1 AND p.id = wanted.id
CROSS JOIN catalogue_currencies AS c ON c.tenant_id = ?1
LEFT JOIN variant_prices AS v INDEXED BY variant_prices_product
  ON v.tenant_id = ?1 AND v.product_id = p.id AND v.currency = c.currency
LEFT JOIN variant_stock AS s ON s.tenant_id = ?1 AND s.variant_id = v.variant_id
WHERE p.deleted_at IS NULL
GROUP BY p.id, c.currency`,
      params,
    },
  ];
}

function remove(table: string, wanted: string, params: Statement["params"]): Statement {
  return {
    sql: `${wanted} DELETE FROM ${table} INDEXED BY ${table}_product
WHERE tenant_id = ?1 AND product_id IN (SELECT id FROM wanted)`,
    params,
  };
}

function among(tenantId: string, ids: readonly string[] | null, variantIds: readonly string[] = []) {
  if (ids === null) {
    return {
      wanted: "WITH wanted (id) AS (SELECT id FROM products WHERE tenant_id = ?1)",
      params: [tenantId],
    };
  }
  const wanted = `WITH wanted (id) AS MATERIALIZED (
  SELECT value FROM json_each(?2)
  UNION SELECT v.product_id FROM json_each(?3) AS stocked
    CROSS JOIN variant_prices AS v ON v.tenant_id = ?1 AND v.variant_id = stocked.value)`;
  return { wanted, params: [tenantId, JSON.stringify(ids), JSON.stringify(variantIds)] };
}
