import type { Statement } from "../../../kernel/storage.ts";

/** A price that every other one comes before. */
const beyondAnyPrice = "9007199254740991";

/**
 * Writes the derived rows of products anew, from what the read model holds of them and of the tenant's languages. `ids`
 * null means every product of the tenant. Derived rows need no version: they follow from rows that have one.
 */
export function refreshTitles(tenantId: string, ids: readonly string[] | null): readonly Statement[] {
  if (ids?.length === 0) return [];
  const { some, params } = among(tenantId, ids);
  return [
    { sql: `DELETE FROM product_titles WHERE tenant_id = ?1 ${some("product_id")}`, params },
    {
      sql: `INSERT INTO product_titles (tenant_id, locale, product_id, status, folded_title)
SELECT p.tenant_id, l.locale, p.id, p.status, COALESCE(
  (SELECT t.folded_title FROM json_each(l.chain) AS wish JOIN product_texts AS t
    ON t.tenant_id = p.tenant_id AND t.product_id = p.id AND t.locale = wish.value ORDER BY wish.key LIMIT 1),
  (SELECT t.folded_title FROM product_texts AS t WHERE t.tenant_id = p.tenant_id AND t.product_id = p.id ORDER BY t.locale LIMIT 1))
FROM products AS p CROSS JOIN catalogue_locales AS l ON l.tenant_id = p.tenant_id
WHERE p.tenant_id = ?1 AND p.deleted_at IS NULL ${some("p.id")}`,
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
  const { some, params } = among(tenantId, ids, variantIds);
  return [
    { sql: `DELETE FROM product_offers WHERE tenant_id = ?1 ${some("product_id")}`, params },
    {
      sql: `INSERT INTO product_offers
(tenant_id, currency, product_id, status, min_amount, max_amount, ascending, descending, in_stock)
SELECT p.tenant_id, c.currency, p.id, p.status, min(v.amount), max(v.amount),
  COALESCE(min(v.amount), ${beyondAnyPrice}), COALESCE(-min(v.amount), 1),
  COALESCE(max(v.policy <> 'deny' OR COALESCE(s.stocked - s.reserved, 0) > 0), 0)
FROM products AS p CROSS JOIN catalogue_currencies AS c ON c.tenant_id = p.tenant_id
LEFT JOIN variant_prices AS v ON v.tenant_id = p.tenant_id AND v.product_id = p.id AND v.currency = c.currency
LEFT JOIN variant_stock AS s ON s.tenant_id = v.tenant_id AND s.variant_id = v.variant_id
WHERE p.tenant_id = ?1 AND p.deleted_at IS NULL AND v.amount IS NOT NULL ${some("p.id")}
GROUP BY p.id, c.currency
UNION ALL
SELECT p.tenant_id, c.currency, p.id, p.status, NULL, NULL, ${beyondAnyPrice}, 1, 0
FROM products AS p CROSS JOIN catalogue_currencies AS c ON c.tenant_id = p.tenant_id
WHERE p.tenant_id = ?1 AND p.deleted_at IS NULL ${some("p.id")}
AND NOT EXISTS (SELECT 1 FROM variant_prices AS v
  WHERE v.tenant_id = p.tenant_id AND v.product_id = p.id AND v.currency = c.currency)`,
      params,
    },
  ];
}

function among(tenantId: string, ids: readonly string[] | null, variantIds: readonly string[] = []) {
  if (ids === null) return { some: () => "", params: [tenantId] };
  const byVariant =
    variantIds.length === 0
      ? ""
      : " UNION SELECT product_id FROM variant_prices WHERE tenant_id = ?1 AND variant_id IN (SELECT value FROM json_each(?3))";
  return {
    some: (column: string) => `AND ${column} IN (SELECT value FROM json_each(?2)${byVariant})`,
    params: [tenantId, JSON.stringify(ids), ...(variantIds.length === 0 ? [] : [JSON.stringify(variantIds)])],
  };
}
