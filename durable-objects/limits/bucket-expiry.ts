import { sql } from "drizzle-orm";
import { defineLimits } from "../../src/kernel/limit.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";

export const bucketLimits = defineLimits({
  buckets: {
    value: 20_000,
    unit: "count",
    per: "tenant",
    what: "Callers that one exact rate limit remembers",
    beyond: "those with the most tokens left are forgotten, within a minute",
  },
});

/** Rows removed at a time. */
const batch = 500;
/** How far ahead of this clock another one may have been. */
const longestLeadMs = 60 * 60 * 1_000;
/** How often buckets are counted while there are any. */
export const countEveryMs = 60_000;

/**
 * Removes full buckets, and of a name with too many those that are full first, a bounded number at a time: a caller that
 * used up its quota is forgotten last. Returns when to run again, or null if no bucket is left.
 */
export function forgetBuckets(
  database: TenantDatabase,
  now: number,
  most = bucketLimits.buckets.value,
): number | null {
  // Those of a clock that was far ahead would be the last to go.
  database.run(sql`DELETE FROM token_buckets WHERE at > ${now + longestLeadMs}`);
  const counts = database.all<{ name: string; rows: number; expired: number; next: number }>(sql`
    SELECT name, count(*) AS rows, sum(full_at <= ${now}) AS expired, min(full_at) AS next
    FROM token_buckets GROUP BY name ORDER BY name`);
  let room = batch;
  let next: number | null = null;
  for (const { name, rows, expired, next: fullAt } of counts) {
    const surplus = Math.max(expired, rows - most);
    const removed = Math.min(surplus, room);
    if (removed > 0) removeFullest(database, name, removed);
    room -= removed;
    if (removed === rows) continue;
    const due = removed < surplus ? now : removed > 0 ? now + countEveryMs : Math.max(now, fullAt);
    next = Math.min(due, now + countEveryMs, next ?? due);
  }
  return next;
}

function removeFullest(database: TenantDatabase, name: string, count: number): void {
  database.run(sql`
    DELETE FROM token_buckets WHERE (name, key) IN (
      SELECT name, key FROM token_buckets WHERE name = ${name} ORDER BY full_at LIMIT ${count})`);
}
