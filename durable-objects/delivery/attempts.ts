import { and, eq } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { Random } from "../../src/kernel/values/id.ts";
import { attempts } from "../storage/tables.ts";
import { clearPending } from "./subscriptions.ts";

/** One event that could not be projected, though the database was there. */
export interface FailedAttempt {
  readonly subscription: string;
  readonly epoch: number;
  readonly seq: number;
  readonly error: string;
}

/** What becomes of it. */
export interface Verdict {
  readonly attempts: number;
  /** It has had all its attempts: whoever tried it sets it aside and goes on behind it. */
  readonly setAside: boolean;
  /** When it may be tried again, in milliseconds since 1970. */
  readonly nextAt: number;
}

/** Attempts that an event gets. */
export const mostAttempts = 5;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
const longestError = 1_000;

/** Counts a failed attempt. One that comes before its time (a reader in a hurry, a second ring) counts for nothing. */
export function countAttempt(
  database: TenantDatabase,
  failed: FailedAttempt,
  now: number,
  random: Random,
): Verdict {
  const { subscription, epoch, seq } = failed;
  const row = database
    .select()
    .from(attempts)
    .where(and(eq(attempts.subscription, subscription), eq(attempts.epoch, epoch), eq(attempts.seq, seq)))
    .get();
  if (row !== undefined && row.attempts < mostAttempts && now < row.nextAt)
    return { attempts: row.attempts, setAside: false, nextAt: row.nextAt };
  const count = Math.min((row?.attempts ?? 0) + 1, mostAttempts);
  const next = {
    attempts: count,
    nextAt: now + pauseAfterAttempt(count, random),
    error: failed.error.slice(0, longestError),
  };
  database
    .insert(attempts)
    .values({ subscription, epoch, seq, ...next })
    .onConflictDoUpdate({ target: [attempts.subscription, attempts.epoch, attempts.seq], set: next })
    .run();
  clearPending(database, subscription);
  return { attempts: count, setAside: count >= mostAttempts, nextAt: next.nextAt };
}

/** Full jitter: anything up to 1, 2, 4, 8, 16 seconds. */
export function pauseAfterAttempt(attempt: number, random: Random): number {
  return Math.round(random() * Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)));
}
