import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Currency } from "../../../kernel/values/money.ts";

/** The table of `migrations/tenant/0105_price_lists.sql` for prices. The quantity 1 stands for no lower end. */
export const listPrices = sqliteTable(
  "list_prices",
  {
    variantId: text("variant_id").notNull(),
    listId: text("list_id").notNull(),
    currency: text().$type<Currency>().notNull(),
    minQuantity: integer("min_quantity").notNull(),
    maxQuantity: integer("max_quantity"),
    amount: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.variantId, table.listId, table.currency, table.minQuantity] }),
    index("list_prices_list").on(table.listId, table.variantId, table.currency, table.minQuantity),
  ],
);
