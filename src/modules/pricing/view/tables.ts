import { isNotNull, isNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const versioned = () => ({
  version: integer().notNull(),
  generation: integer().notNull().default(0),
});

/** The tables of `migrations/d1/0104_price_lists.sql`. */
export const priceLists = sqliteTable(
  "price_lists",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    ...versioned(),
    kind: text().notNull(),
    status: text().notNull(),
    inEffect: integer("in_effect").notNull(),
    priority: integer().notNull(),
    countries: text(),
    customerGroups: text("customer_groups"),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("price_lists_active").on(table.tenantId, table.status).where(isNull(table.deletedAt)),
    index("price_lists_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);

export const listedVariants = sqliteTable(
  "listed_variants",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    ...versioned(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("listed_variants_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);

export const listPrices = sqliteTable(
  "list_prices",
  {
    tenantId: text("tenant_id").notNull(),
    variantId: text("variant_id").notNull(),
    listId: text("list_id").notNull(),
    currency: text().notNull(),
    minQuantity: integer("min_quantity").notNull(),
    maxQuantity: integer("max_quantity"),
    amount: integer().notNull(),
    ...versioned(),
  },
  (table) => [
    primaryKey({
      columns: [table.tenantId, table.variantId, table.listId, table.currency, table.minQuantity],
    }),
    index("list_prices_variant").on(table.tenantId, table.variantId, table.currency, table.listId),
    index("list_prices_list").on(
      table.tenantId,
      table.listId,
      table.currency,
      table.minQuantity,
      table.variantId,
    ),
  ],
);
