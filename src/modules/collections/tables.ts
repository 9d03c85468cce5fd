import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { CollectionSort, GroupKind, GroupTranslation } from "./schema.ts";

/** Collections and categories in the tenant's own database. */
export const groups = sqliteTable(
  "product_groups",
  {
    id: text().primaryKey(),
    kind: text().$type<GroupKind>().notNull(),
    parentId: text("parent_id"),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
    sort: text().$type<CollectionSort>().notNull().default("newest"),
  },
  (table) => [index("product_groups_parent").on(table.parentId)],
);

export const groupTranslations = sqliteTable(
  "group_translations",
  {
    groupId: text("group_id").notNull(),
    locale: text().notNull(),
    title: text().notNull(),
    handle: text().notNull(),
    description: text(),
    seo: text({ mode: "json" }).$type<GroupTranslation["seo"]>(),
  },
  (table) => [primaryKey({ columns: [table.groupId, table.locale] })],
);

export const groupProducts = sqliteTable(
  "group_products",
  {
    groupId: text("group_id").notNull(),
    productId: text("product_id").notNull(),
    position: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.productId] }),
    index("group_products_product").on(table.productId),
  ],
);
