import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The table of `migrations/d1/0112_comment_counts.sql`. */
export const commentCounts = sqliteTable(
  "comment_counts",
  {
    tenantId: text("tenant_id").notNull(),
    subjectId: text("subject_id").notNull(),
    comments: integer().notNull(),
    stale: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.subjectId] }),
    index("comment_counts_stale").on(table.tenantId, table.subjectId).where(sql`stale = 1`),
  ],
);
