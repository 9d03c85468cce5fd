import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Release } from "./schema.ts";

/** The table of `migrations/tenant/0138_releases.sql`. */
export const releases = sqliteTable(
  "releases",
  {
    id: text().primaryKey(),
    status: text().$type<Release["status"]>().notNull(),
    publishAt: text("publish_at"),
    content: text().notNull(),
    stateVersion: integer("state_version").notNull(),
  },
  (table) => [
    index("releases_status").on(table.status, table.id),
    index("releases_due").on(table.publishAt, table.id).where(sql`status = 'scheduled'`),
  ],
);
