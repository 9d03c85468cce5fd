import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The tables of `migrations/tenant/0024_unpaid_orders.sql`. Times are milliseconds since 1970. */
export const unpaidOrders = sqliteTable(
  "unpaid_orders",
  {
    orderId: text("order_id").primaryKey(),
    /** Null if there is nothing to pay. */
    method: text({ enum: ["card", "manual"] }),
    /** Null for an order from before this table, until the job has seen it. */
    since: integer(),
  },
  (table) => [index("unpaid_orders_due").on(table.method, table.since)],
);

export const unpaidUnits = sqliteTable(
  "unpaid_units",
  {
    orderId: text("order_id").notNull(),
    variantId: text("variant_id").notNull(),
    caller: text().notNull(),
    quantity: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.variantId] }),
    index("unpaid_units_caller").on(table.caller, table.variantId, table.quantity),
  ],
);
