import { isNotNull } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Cart } from "./schema.ts";

/** The tables of `migrations/tenant/0009_checkout.sql`. Times are milliseconds since 1970. */
export const carts = sqliteTable(
  "carts",
  {
    token: text().primaryKey(),
    id: text().notNull().unique(),
    status: text().$type<Cart["status"]>().notNull(),
    currency: text().$type<Cart["currency"]>().notNull(),
    locale: text().notNull(),
    email: text(),
    shippingAddress: text("shipping_address", { mode: "json" }).$type<Cart["shippingAddress"]>(),
    billingAddress: text("billing_address", { mode: "json" }).$type<Cart["billingAddress"]>(),
    shippingOptionId: text("shipping_option_id"),
    note: text(),
    lines: text({ mode: "json" }).$type<Cart["lines"]>().notNull(),
    orderId: text("order_id"),
    version: integer().notNull(),
    /** When the cart counts as abandoned; null if it is empty, completed or already abandoned. */
    abandonAt: integer("abandon_at"),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [
    index("carts_abandonment").on(table.abandonAt).where(isNotNull(table.abandonAt)),
    index("carts_expiry").on(table.expiresAt),
  ],
);

export const cartCount = sqliteTable("cart_count", {
  id: integer().primaryKey(),
  carts: integer().notNull(),
});
