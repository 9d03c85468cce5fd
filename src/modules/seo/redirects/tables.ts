import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { Redirect } from "./schema.ts";

/** Redirects in the tenant's own database. */
export const redirects = sqliteTable(
  "redirects",
  {
    id: text().primaryKey(),
    from: text("from_path").notNull(),
    to: text("target").notNull(),
    targetPath: text("target_path"),
    status: integer().$type<Redirect["status"]>().notNull(),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
  },
  (table) => [
    uniqueIndex("redirects_from").on(table.from),
    index("redirects_target").on(table.targetPath).where(sql`target_path IS NOT NULL`),
  ],
);
