import { isNotNull, isNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The table of `migrations/d1/0116_form_submissions.sql`. */
export const formSubmissions = sqliteTable(
  "form_submissions",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    pageId: text("page_id").notNull(),
    blockId: text("block_id").notNull(),
    type: text().notNull(),
    createdAt: text("created_at").notNull(),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("form_submissions_newest")
      .on(table.tenantId, table.createdAt, table.id)
      .where(isNull(table.deletedAt)),
    index("form_submissions_page")
      .on(table.tenantId, table.pageId, table.createdAt, table.id)
      .where(isNull(table.deletedAt)),
    index("form_submissions_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);
