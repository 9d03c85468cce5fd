import { sql } from "drizzle-orm";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { variants } from "../tables.ts";

/** The products of the variants with these SKUs, by SKU. */
export function productsOfSkus(
  database: TenantDatabase,
  skus: readonly string[],
): ReadonlyMap<string, string> {
  const rows = pricedVariants(database).all({ skus: JSON.stringify(skus) });
  return new Map(rows.flatMap(({ sku, productId }) => (sku === null ? [] : [[sku, productId] as const])));
}

/** The prices of the variants with these SKUs, in the order of the SKUs. */
export function readVariantPrices(database: TenantDatabase, skus: readonly string[]) {
  const rows = pricedVariants(database).all({ skus: JSON.stringify(skus) });
  const bySku = new Map(rows.map((row) => [row.sku, row]));
  return skus.flatMap((sku) => {
    const found = bySku.get(sku);
    return found === undefined ? [] : [{ variantId: found.id, sku, prices: found.prices }];
  });
}

const pricedVariants = prepared((database) =>
  database
    .select({ id: variants.id, sku: variants.sku, productId: variants.productId, prices: variants.prices })
    .from(variants)
    .where(sql`${variants.sku} IN (SELECT value FROM json_each(${sql.placeholder("skus")}))`)
    .prepare(),
);
