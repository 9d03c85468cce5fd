import { eq, sql } from "drizzle-orm";
import { sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../../migrations/tenant/0007_import.sql";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { equal } from "../../../kernel/values/patch.ts";

/** The stocked quantities of the previous import, by variant. */
export type ImportedQuantities = Readonly<Record<string, number>>;

export const importMigration: Migration = { name: "0007_import", sql: tables };

/** The table of `migrations/tenant/0007_import.sql`. */
export const importedStock = sqliteTable("imported_stock", {
  productId: text("product_id").primaryKey(),
  quantities: text({ mode: "json" }).$type<ImportedQuantities>().notNull(),
});

/** Reads the quantities that the previous import had for a product's variants. */
export function readImported(database: TenantDatabase, productId: string): ImportedQuantities {
  return importedOf(database).get({ productId })?.quantities ?? {};
}

/** Stores the imported quantities. Writes nothing if they are unchanged. */
export function writeImported(
  database: TenantDatabase,
  productId: string,
  known: ImportedQuantities,
  quantities: ImportedQuantities,
): void {
  if (equal(known, quantities)) return;
  importedUpsert(database).run({ productId, quantities });
}

/** Deletes the quantities of a deleted product. If it is imported again, it gets a new id. */
export function forgetImported(database: TenantDatabase, productId: string): void {
  database.delete(importedStock).where(eq(importedStock.productId, productId)).run();
}

const importedOf = prepared((database) =>
  database
    .select()
    .from(importedStock)
    .where(eq(importedStock.productId, sql.placeholder("productId")))
    .prepare(),
);
const importedUpsert = prepared((database) =>
  database
    .insert(importedStock)
    .values({ productId: sql.placeholder("productId"), quantities: sql.placeholder("quantities") })
    .onConflictDoUpdate({ target: importedStock.productId, set: { quantities: sql`excluded.quantities` } })
    .prepare(),
);
