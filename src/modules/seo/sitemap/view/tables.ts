import { isNotNull, sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The table of `migrations/d1/0118_sitemap.sql`. */
export const sitemapEntries = sqliteTable(
  "sitemap_entries",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    type: text().notNull(),
    size: integer().notNull(),
    updatedAt: text("updated_at").notNull(),
    names: text().notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("sitemap_entries_listed")
      .on(table.tenantId, table.type, table.id, table.size, table.updatedAt)
      .where(sql`size > 0`),
    index("sitemap_entries_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);
