import { asc, eq, sql } from "drizzle-orm";
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

/** Returns those of the variants that exist. */
export function existingVariants(database: TenantDatabase, ids: readonly string[]): ReadonlySet<string> {
  const rows = ids.length === 0 ? [] : variantsAmong(database).all({ ids: JSON.stringify(ids) });
  return new Set(rows.map(({ id }) => id));
}

/** Returns the ids of a product's variants. */
export function variantIdsOf(database: TenantDatabase, productId: string): readonly string[] {
  return database
    .select({ id: variants.id })
    .from(variants)
    .where(eq(variants.productId, productId))
    .orderBy(asc(variants.position))
    .all()
    .map(({ id }) => id);
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

const variantsAmong = prepared((database) =>
  database
    .select({ id: variants.id })
    .from(variants)
    .where(sql`${variants.id} IN (SELECT value FROM json_each(${sql.placeholder("ids")}))`)
    .prepare(),
);
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
