import type { Statement } from "../../../kernel/storage/storage.ts";

/** Sorts after every price. */
const beyondAnyPrice = "9007199254740991";

/*
 * Derived rows need no version: they are computed from versioned rows. The statements name their indexes and fix the
 * order of joins, because without statistics SQLite assumes ten rows per tenant.
 */

/**
 * A product's title in one of the tenant's locales, from `products AS p` and a locale `l` with its fallback
 * chain.
 */
const titleColumns = `p.tenant_id, l.locale, p.id, p.status, COALESCE(
  (SELECT t.folded_title FROM json_each(l.chain) AS requested CROSS JOIN product_texts AS t
    ON t.tenant_id = p.tenant_id AND t.product_id = p.id AND t.locale = requested.value ORDER BY requested.key LIMIT 1),
  (SELECT t.folded_title FROM product_texts AS t WHERE t.tenant_id = p.tenant_id AND t.product_id = p.id ORDER BY t.locale LIMIT 1))`;
const insertTitles = "INSERT INTO product_titles (tenant_id, locale, product_id, status, folded_title)";

/** A product's price range and availability in one of the tenant's currencies `c`, from its variants. */
const priceColumns = `p.tenant_id, c.currency, p.id, p.status, min(v.amount), max(v.amount),
  COALESCE(min(v.amount), ${beyondAnyPrice}), COALESCE(-min(v.amount), 1),
  COALESCE(max(v.policy <> 'deny' OR COALESCE(s.stocked - s.reserved, 0) > 0), 0)`;
const insertPrices = `INSERT INTO product_prices
(tenant_id, currency, product_id, status, min_amount, max_amount, ascending, descending, in_stock)`;
const pricedVariants = `LEFT JOIN variant_prices AS v INDEXED BY variant_prices_product
  ON v.tenant_id = ?1 AND v.product_id = p.id AND v.currency = c.currency
LEFT JOIN variant_stock AS s ON s.tenant_id = ?1 AND s.variant_id = v.variant_id
WHERE p.deleted_at IS NULL GROUP BY p.id, c.currency`;

/** Rewrites the sortable titles of changed products. */
export function refreshTitles(tenantId: string, ids: readonly string[]): readonly Statement[] {
  if (ids.length === 0) return [];
  const { wanted, params } = among(tenantId, ids, []);
  return [
    remove("product_titles", wanted, params),
    {
      sql: `${wanted} ${insertTitles} SELECT ${titleColumns}
FROM wanted CROSS JOIN products AS p ON p.tenant_id = ?1 AND p.id = wanted.id
CROSS JOIN catalogue_locales AS l ON l.tenant_id = ?1 WHERE p.deleted_at IS NULL`,
      params,
    },
  ];
}

/** Rewrites price ranges and availability of changed products, and of products whose variants' stock changed. */
export function refreshPrices(
  tenantId: string,
  ids: readonly string[],
  variantIds: readonly string[],
): readonly Statement[] {
  if (ids.length === 0 && variantIds.length === 0) return [];
  const { wanted, params } = among(tenantId, ids, variantIds);
  return [
    remove("product_prices", wanted, params),
    {
      sql: `${wanted} ${insertPrices} SELECT ${priceColumns}
FROM wanted CROSS JOIN products AS p ON p.tenant_id = ?1 AND p.id = wanted.id
CROSS JOIN catalogue_currencies AS c ON c.tenant_id = ?1 ${pricedVariants}`,
      params,
    },
  ];
}

/** Writes the rows of every product for locales and currencies that have none yet. */
export function fillMissing(tenantId: string): readonly Statement[] {
  const params = [tenantId];
  return [
    {
      sql: `WITH missing (locale, chain) AS MATERIALIZED (
  SELECT locale, chain FROM catalogue_locales AS known WHERE tenant_id = ?1 AND NOT EXISTS (
    SELECT 1 FROM product_titles AS there WHERE there.tenant_id = ?1 AND there.locale = known.locale))
${insertTitles} SELECT ${titleColumns} FROM missing AS l CROSS JOIN products AS p ON p.tenant_id = ?1 WHERE p.deleted_at IS NULL`,
      params,
    },
    {
      sql: `WITH missing (currency) AS MATERIALIZED (
  SELECT currency FROM catalogue_currencies AS known WHERE tenant_id = ?1 AND NOT EXISTS (
    SELECT 1 FROM product_prices AS there WHERE there.tenant_id = ?1 AND there.currency = known.currency))
${insertPrices} SELECT ${priceColumns} FROM missing AS c CROSS JOIN products AS p ON p.tenant_id = ?1 ${pricedVariants}`,
      params,
    },
  ];
}

/** Deletes derived rows of deleted products, and of removed locales and currencies. */
export function removeOrphans(tenantId: string): readonly Statement[] {
  return [
    ["product_titles", "locale", "catalogue_locales"],
    ["product_prices", "currency", "catalogue_currencies"],
  ].map(([table, key, wanted]) => ({
    sql: `DELETE FROM ${table} WHERE tenant_id = ?1 AND (
  NOT EXISTS (SELECT 1 FROM products AS p WHERE p.tenant_id = ?1 AND p.id = ${table}.product_id AND p.deleted_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM ${wanted} AS w WHERE w.tenant_id = ?1 AND w.${key} = ${table}.${key}))`,
    params: [tenantId],
  }));
}

/**
 * Marks products as out of stock if the stock rows behind `in_stock` were leftovers that have since been deleted. A
 * rebuild writes `product_prices` together with the pages of products, while leftover rows still exist.
 */
export function removePrices(tenantId: string): Statement {
  return {
    sql: `UPDATE product_prices SET in_stock = 0 WHERE tenant_id = ?1 AND in_stock = 1 AND NOT EXISTS (
  SELECT 1 FROM variant_prices AS v INDEXED BY variant_prices_product
  LEFT JOIN variant_stock AS s ON s.tenant_id = ?1 AND s.variant_id = v.variant_id
  WHERE v.tenant_id = ?1 AND v.product_id = product_prices.product_id AND v.currency = product_prices.currency
    AND (v.policy <> 'deny' OR COALESCE(s.stocked - s.reserved, 0) > 0))`,
    params: [tenantId],
  };
}

function remove(table: string, wanted: string, params: Statement["params"]): Statement {
  return {
    sql: `${wanted} DELETE FROM ${table} INDEXED BY ${table}_product
WHERE tenant_id = ?1 AND product_id IN (SELECT id FROM wanted)`,
    params,
  };
}

function among(tenantId: string, ids: readonly string[], variantIds: readonly string[]) {
  const wanted = `WITH wanted (id) AS MATERIALIZED (
  SELECT value FROM json_each(?2)
  UNION SELECT v.product_id FROM json_each(?3) AS stocked
    CROSS JOIN variant_prices AS v ON v.tenant_id = ?1 AND v.variant_id = stocked.value)`;
  return { wanted, params: [tenantId, JSON.stringify(ids), JSON.stringify(variantIds)] };
}
