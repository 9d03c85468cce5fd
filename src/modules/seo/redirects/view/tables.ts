import { isNotNull, isNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The table of `migrations/d1/0119_redirects.sql`. */
export const redirectRows = sqliteTable(
  "redirects",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    fromPath: text("from_path").notNull(),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("redirects_from").on(table.tenantId, table.fromPath, table.id).where(isNull(table.deletedAt)),
    index("redirects_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);
