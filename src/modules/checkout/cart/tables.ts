import { isNotNull, sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Cart } from "./schema.ts";

/** The tables of `migrations/tenant/0009_checkout.sql` and later. Times are milliseconds since 1970. */
export const carts = sqliteTable(
  "carts",
  {
    /** SHA-256 of the token. A cart from before migration 0034 has the token itself, until it expires. */
    tokenHash: text("token_hash").primaryKey(),
    id: text().notNull().unique(),
    status: text().$type<Cart["status"]>().notNull(),
    currency: text().$type<Cart["currency"]>().notNull(),
    locale: text().notNull(),
    email: text(),
    shippingAddress: text("shipping_address", { mode: "json" }).$type<Cart["shippingAddress"]>(),
    billingAddress: text("billing_address", { mode: "json" }).$type<Cart["billingAddress"]>(),
    shippingOptionId: text("shipping_option_id"),
    codes: text({ mode: "json" }).$type<Cart["codes"]>().notNull().default([]),
    discounts: text({ mode: "json" }).$type<Cart["discounts"]>().notNull().default([]),
    note: text(),
    lines: text({ mode: "json" }).$type<Cart["lines"]>().notNull(),
    orderId: text("order_id"),
    version: integer().notNull(),
    /** When the cart counts as abandoned; null if it is empty, completed or already abandoned. */
    abandonAt: integer("abandon_at"),
    expiresAt: integer("expires_at").notNull(),
    /** The customer whose cart it is. */
    customerId: text("customer_id"),
    /** Who opened it, as a hash; null for staff and for carts from before this column. */
    caller: text(),
  },
  (table) => [
    index("carts_abandonment").on(table.abandonAt).where(isNotNull(table.abandonAt)),
    index("carts_expiry").on(table.expiresAt),
    index("carts_customer").on(table.customerId, table.expiresAt).where(isNotNull(table.customerId)),
    index("carts_email").on(sql`lower(email)`).where(isNotNull(table.email)),
    index("carts_caller").on(table.caller, table.expiresAt).where(isNotNull(table.caller)),
  ],
);

export const cartCallers = sqliteTable(
  "cart_callers",
  { caller: text().primaryKey(), carts: integer().notNull() },
  (table) => [index("cart_callers_most").on(table.carts)],
);

export const cartCount = sqliteTable("cart_count", {
  id: integer().primaryKey(),
  carts: integer().notNull(),
});
