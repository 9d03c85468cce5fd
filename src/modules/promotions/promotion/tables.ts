import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The tables of `migrations/tenant/0110_promotions.sql`. */
export const promotions = sqliteTable("promotions", {
  id: text().primaryKey(),
  content: text().notNull(),
  stateVersion: integer("state_version").notNull(),
});

/** Each code by its key: those that promotions name, and those that were generated. */
export const promotionCodes = sqliteTable(
  "promotion_codes",
  {
    key: text().primaryKey(),
    code: text().notNull(),
    promotionId: text("promotion_id").notNull(),
    /** Whether one order may use it. */
    isSingleUse: integer("single_use", { mode: "boolean" }).notNull(),
  },
  (table) => [index("promotion_codes_promotion").on(table.promotionId, table.key)],
);

/** Codes that were generated together. */
export const codeBatches = sqliteTable(
  "promotion_code_batches",
  {
    id: text().primaryKey(),
    promotionId: text("promotion_id").notNull(),
    content: text().notNull(),
    stateVersion: integer("state_version").notNull(),
  },
  (table) => [index("promotion_code_batches_promotion").on(table.promotionId)],
);

/** What an order uses of a promotion. A cancelled order gives it back. */
export const promotionUses = sqliteTable(
  "promotion_uses",
  {
    orderId: text("order_id").notNull(),
    promotionId: text("promotion_id").notNull(),
    code: text(),
    codeKey: text("code_key"),
    amount: integer().notNull(),
    currency: text().notNull(),
    isReturned: integer("returned", { mode: "boolean" }).notNull(),
    customerId: text("customer_id"),
    emailKey: text("email_key"),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.promotionId] }),
    index("promotion_uses_code").on(table.codeKey).where(sql`code_key IS NOT NULL AND returned = 0`),
    index("promotion_uses_customer")
      .on(table.promotionId, table.customerId)
      .where(sql`customer_id IS NOT NULL AND returned = 0`),
    index("promotion_uses_email")
      .on(table.promotionId, table.emailKey)
      .where(sql`email_key IS NOT NULL AND returned = 0`),
  ],
);

/** The sums over the rows that were not returned, for each promotion and currency. */
export const promotionUsage = sqliteTable(
  "promotion_usage",
  {
    promotionId: text("promotion_id").notNull(),
    currency: text().notNull(),
    uses: integer().notNull(),
    amount: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.promotionId, table.currency] })],
);
