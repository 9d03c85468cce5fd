import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../../migrations/tenant/0099_imports.sql";
import { remembered } from "../../../kernel/storage/remembered.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { ImportProgress } from "../schema.ts";

export const migration: Migration = { name: "0099_imports", sql: tables };

/** The table of `migrations/tenant/0099_imports.sql`. */
export const imports = sqliteTable("imports", {
  one: integer().primaryKey(),
  status: text({ enum: ["running", "done"] }).notNull(),
  source: text({ mode: "json" }).$type<ImportProgress["source"]>().notNull(),
  lines: integer().notNull(),
  digest: text().notNull(),
  counts: text({ mode: "json" }).$type<ImportProgress["counts"]>().notNull(),
  begunAt: text("begun_at").notNull(),
  finishedAt: text("finished_at"),
});

/** How far the import is, with the digest of its lines. */
export type StoredImport = ImportProgress & { readonly digest: string };

/** The tenant's import; null if it has none. Every command asks whether one is running. */
export function readImport(database: TenantDatabase): StoredImport | null {
  return stored.get(database);
}

export function writeImport(database: TenantDatabase, progress: StoredImport): void {
  const row = { one: 1, ...progress };
  database.insert(imports).values(row).onConflictDoUpdate({ target: imports.one, set: row }).run();
  stored.set(database, progress);
}

const stored = remembered((database): StoredImport | null => {
  const row = database.select().from(imports).get();
  if (row === undefined) return null;
  const { one: _, ...progress } = row;
  return progress;
});
