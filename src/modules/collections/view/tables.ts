import { eq, isNotNull, isNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The tables of `migrations/d1/0003_catalogue.sql` for collections and categories. */
export const productGroups = sqliteTable(
  "product_groups",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    kind: text().notNull(),
    parentId: text("parent_id"),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull().default(1),
    deletedAt: text("deleted_at"),
    updatedAt: text("updated_at").notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("product_groups_updated")
      .on(table.tenantId, table.kind, table.updatedAt, table.id)
      .where(isNull(table.deletedAt)),
    index("product_groups_kind").on(table.tenantId, table.kind, table.id),
    index("product_groups_parent").on(table.tenantId, table.parentId),
    index("product_groups_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);

export const groupHandles = sqliteTable(
  "group_handles",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text().notNull(),
    handle: text().notNull(),
    locale: text().notNull(),
    groupId: text("group_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    current: integer().notNull(),
    /** The title in this locale. */
    title: text().notNull().default(""),
    foldedTitle: text("folded_title").notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.handle, table.locale] }),
    index("group_handles_titles")
      .on(table.tenantId, table.kind, table.foldedTitle, table.groupId)
      .where(eq(table.current, 1)),
    index("group_handles_group").on(table.tenantId, table.groupId),
  ],
);

export const groupMembers = sqliteTable(
  "group_members",
  {
    tenantId: text("tenant_id").notNull(),
    groupId: text("group_id").notNull(),
    productId: text("product_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    position: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.groupId, table.productId] }),
    index("group_members_group").on(table.tenantId, table.groupId, table.position, table.productId),
    index("group_members_product").on(table.tenantId, table.productId),
  ],
);
