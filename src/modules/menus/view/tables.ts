import { isNotNull, isNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The table of `migrations/d1/0114_menus.sql`. */
export const menus = sqliteTable(
  "menus",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    location: text(),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull(),
    targets: text().notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("menus_location").on(table.tenantId, table.location).where(isNull(table.deletedAt)),
    index("menus_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);
