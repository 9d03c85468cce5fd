import { eq, lt } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { commentPaces } from "../comment/tables.ts";
import { nextPace, type Pace, runGap } from "./suspicion-rules.ts";

/** How quickly a caller writes. Null if it has not written lately, or if a shop's server speaks for it. */
export function readPace(database: TenantDatabase, caller: string | null): Pace | null {
  if (caller === null) return null;
  return database.select().from(commentPaces).where(eq(commentPaces.caller, caller)).get() ?? null;
}

/** Counts a comment of a caller, and forgets those who have stopped. */
export function countComment(
  database: TenantDatabase,
  caller: string | null,
  pace: Pace | null,
  now: number,
): void {
  if (caller === null) return;
  database
    .delete(commentPaces)
    .where(lt(commentPaces.lastAt, now - runGap))
    .run();
  const { beganAt, lastAt, comments } = nextPace(pace, now);
  const row = { caller, beganAt, lastAt, comments };
  database
    .insert(commentPaces)
    .values(row)
    .onConflictDoUpdate({ target: commentPaces.caller, set: row })
    .run();
}
