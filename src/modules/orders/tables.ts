import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Order } from "./schema.ts";

/** The tables of `migrations/tenant/0010_orders.sql`. */
export const orders = sqliteTable(
  "orders",
  {
    id: text().primaryKey(),
    number: integer().notNull(),
    status: text().$type<Order["status"]>().notNull(),
    currency: text().$type<Order["currency"]>().notNull(),
    locale: text().notNull(),
    pricesIncludeTax: integer("prices_include_tax", { mode: "boolean" }).notNull(),
    person: text({ mode: "json" }).$type<Order["person"]>(),
    items: text({ mode: "json" }).$type<Order["items"]>().notNull(),
    shippingOption: text("shipping_option", { mode: "json" }).$type<Order["shippingOption"]>(),
    totals: text({ mode: "json" }).$type<Order["totals"]>().notNull(),
    payments: text({ mode: "json" }).$type<Order["payments"]>().notNull(),
    fulfillments: text({ mode: "json" }).$type<Order["fulfillments"]>().notNull(),
    refunds: text({ mode: "json" }).$type<Order["refunds"]>().notNull(),
    timeline: text({ mode: "json" }).$type<Order["timeline"]>().notNull(),
    cancelReason: text("cancel_reason"),
    customerId: text("customer_id"),
    cartId: text("cart_id"),
    accessTokenHash: text("access_token_hash").notNull(),
    placedAt: text("placed_at").notNull(),
  },
  (table) => [uniqueIndex("orders_number").on(table.number)],
);

export const orderCounter = sqliteTable("order_counter", {
  id: integer().primaryKey(),
  last: integer().notNull(),
});
