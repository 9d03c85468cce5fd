import { eq, sql } from "drizzle-orm";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { variants } from "../tables.ts";

/** Returns the id of the product that a variant belongs to. */
export function productOfVariant(database: TenantDatabase, variantId: string): string | undefined {
  return database.select().from(variants).where(eq(variants.id, variantId)).get()?.productId;
}

/** Returns a variant's id and inventory policy. */
export function policyOfVariant(database: TenantDatabase, variantId: string) {
  const { id, inventoryPolicy: policy } = variants;
  return database.select({ id, policy }).from(variants).where(eq(variants.id, variantId)).get();
}

/** Returns ids, products and inventory policies of the variants with these SKUs, by SKU. */
export function policiesOfSkus(database: TenantDatabase, skus: readonly string[]) {
  const rows = skus.length === 0 ? [] : variantsBySku(database).all({ skus: JSON.stringify(skus) });
  return new Map(rows.flatMap(({ sku, ...variant }) => (sku === null ? [] : [[sku, variant] as const])));
}

/** Returns the ids of the variants with these SKUs, by SKU. */
export function ownersOfSkus(database: TenantDatabase, skus: readonly string[]): ReadonlyMap<string, string> {
  return new Map([...policiesOfSkus(database, skus)].map(([sku, { id }]) => [sku, id]));
}

const variantsBySku = prepared((database) =>
  database
    .select({
      id: variants.id,
      productId: variants.productId,
      sku: variants.sku,
      policy: variants.inventoryPolicy,
    })
    .from(variants)
    .where(sql`${variants.sku} IN (SELECT value FROM json_each(${sql.placeholder("skus")}))`)
    .prepare(),
);
