import { and, eq } from "drizzle-orm";
import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";

/** Of the tables of `migrations/tenant/0116_comment_callers.sql`, the one about who has reported what. */
export const commentReports = sqliteTable(
  "comment_reports",
  { commentId: text("comment_id").notNull(), reporter: text().notNull() },
  (table) => [primaryKey({ columns: [table.commentId, table.reporter] })],
);

export function hasReported(database: TenantDatabase, commentId: string, reporter: string): boolean {
  const own = and(eq(commentReports.commentId, commentId), eq(commentReports.reporter, reporter));
  return database.select().from(commentReports).where(own).get() !== undefined;
}

export function writeReport(database: TenantDatabase, commentId: string, reporter: string): void {
  database.insert(commentReports).values({ commentId, reporter }).onConflictDoNothing().run();
}
