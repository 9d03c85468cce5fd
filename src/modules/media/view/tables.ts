import { isNotNull, isNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The tables of `migrations/d1/0111_media.sql`. */
export const mediaRows = sqliteTable(
  "media",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    createdAt: text("created_at").notNull(),
    kind: text().notNull(),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("media_newest").on(table.tenantId, table.createdAt, table.id).where(isNull(table.deletedAt)),
    index("media_kind")
      .on(table.tenantId, table.kind, table.createdAt, table.id)
      .where(isNull(table.deletedAt)),
    index("media_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);

export const mediaTerms = sqliteTable(
  "media_terms",
  {
    tenantId: text("tenant_id").notNull(),
    term: text().notNull(),
    createdAt: text("created_at").notNull(),
    mediaId: text("media_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.term, table.createdAt, table.mediaId] }),
    index("media_terms_media").on(table.tenantId, table.mediaId),
  ],
);
