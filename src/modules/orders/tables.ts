import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** The tables of `migrations/tenant/0010_orders.sql`. */
export const orders = sqliteTable(
  "orders",
  {
    id: text().primaryKey(),
    number: integer().notNull(),
    customerId: text("customer_id"),
    accessTokenHash: text("access_token_hash").notNull(),
    /** The JSON of an `Order`. */
    content: text().notNull(),
  },
  (table) => [uniqueIndex("orders_number").on(table.number)],
);

export const orderCounter = sqliteTable("order_counter", {
  id: integer().primaryKey(),
  last: integer().notNull(),
});
