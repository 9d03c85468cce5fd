import { isNull } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Actor } from "../../../kernel/access/actor.ts";

/** The table of `migrations/tenant/0098_erasures.sql`. */
export const erasures = sqliteTable(
  "customer_erasures",
  {
    customerId: text("customer_id").primaryKey(),
    /** The customer, and those who have become it. */
    customerIds: text("customer_ids", { mode: "json" }).$type<readonly string[]>().notNull(),
    /** In lower case. Empty once the erasure is complete. */
    emails: text({ mode: "json" }).$type<readonly EmailTrace[]>().notNull(),
    step: text().$type<Step>().notNull(),
    /** Where the step continues. */
    cursor: text().notNull(),
    /** Orders erased so far. */
    orders: integer().notNull(),
    actor: text({ mode: "json" }).$type<Actor>().notNull(),
    requestedAt: text("requested_at").notNull(),
    completedAt: text("completed_at"),
  },
  (table) => [
    index("customer_erasures_open").on(table.requestedAt, table.customerId).where(isNull(table.completedAt)),
  ],
);

/** An e-mail address of the person. What guests did with a verified one is the person's as well. */
export interface EmailTrace {
  readonly email: string;
  readonly isVerified: boolean;
}

/** The steps of an erasure after the first transaction, in this order. */
export type Step = "orders" | "comments" | "forms" | "carts" | "entries" | "answers" | "done";

/** An erasure as it is stored. */
export type Erasure = typeof erasures.$inferSelect;
