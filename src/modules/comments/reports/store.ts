import { and, eq } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { commentReports } from "../comment/tables.ts";

export function hasReported(database: TenantDatabase, commentId: string, reporter: string): boolean {
  const own = and(eq(commentReports.commentId, commentId), eq(commentReports.reporter, reporter));
  return database.select().from(commentReports).where(own).get() !== undefined;
}

export function writeReport(database: TenantDatabase, commentId: string, reporter: string): void {
  database.insert(commentReports).values({ commentId, reporter }).onConflictDoNothing().run();
}
