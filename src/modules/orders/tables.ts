import { isNotNull, isNull, sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Not paid or not shipped. The index is used where the condition is the same to the letter. */
export const isOpen = sql.raw("content ->> '$.status' IN ('pending', 'confirmed', 'paid')");

/** The tables of `migrations/tenant/0010_orders.sql` and `0021_orders.sql`. */
export const orders = sqliteTable(
  "orders",
  {
    id: text().primaryKey(),
    number: integer().notNull(),
    customerId: text("customer_id"),
    /** The e-mail address in lower case, as it is now; null if the order has none any more. A customer's older orders have none either. */
    emailKey: text("email_key"),
    accessTokenHash: text("access_token_hash").notNull(),
    /** The order as JSON, in the version of `stateVersion`. Derived statuses are recomputed. */
    content: text().notNull(),
    stateVersion: integer("state_version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("orders_number").on(table.number),
    index("orders_guest").on(table.emailKey, table.number).where(isNull(table.customerId)),
    index("orders_customer").on(table.customerId, table.number).where(isNotNull(table.customerId)),
    index("orders_open").on(table.customerId, table.emailKey, table.number).where(isOpen),
  ],
);

export const orderCounter = sqliteTable("order_counter", {
  id: integer().primaryKey(),
  last: integer().notNull(),
});
