import { isNotNull } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The table of `migrations/tenant/0127_form_submissions.sql`. */
export const submissions = sqliteTable(
  "form_submissions",
  {
    id: text().primaryKey(),
    blockId: text("block_id").notNull(),
    customerId: text("customer_id"),
    emailKey: text("email_key"),
    content: text().notNull(),
    stateVersion: integer("state_version").notNull(),
  },
  (table) => [
    index("form_submissions_block").on(table.blockId),
    index("form_submissions_customer").on(table.customerId, table.id).where(isNotNull(table.customerId)),
    index("form_submissions_email").on(table.emailKey, table.id).where(isNotNull(table.emailKey)),
  ],
);
