import { and, eq } from "drizzle-orm";
import { isWithin } from "../../src/kernel/clock.ts";
import {
  isLastAttempt,
  longestPlannedPause,
  plannedPause,
  type RetryPlan,
} from "../../src/kernel/delivery/retry-plan.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { Random } from "../../src/kernel/values/id.ts";
import { attempts } from "../storage/tables.ts";
import { clearPending } from "./subscriptions.ts";

/** A failed attempt at an event, although the database was available. */
export interface FailedAttempt {
  readonly subscription: string;
  readonly epoch: number;
  readonly seq: number;
  readonly error: string;
  /** The outside was unavailable. Such attempts do not count until a day has passed. */
  readonly unavailable?: boolean;
  /** The outside won't take it, so this was the last attempt. */
  readonly refused?: boolean | undefined;
  /** How long the outside asks to wait. */
  readonly retryAfterMs?: number | undefined;
}

/** What happens to the event next. */
export interface Verdict {
  readonly attempts: number;
  /** It has used all its attempts: the consumer writes a dead letter and moves on. */
  readonly setAside: boolean;
  /** When the next attempt may start, in milliseconds since 1970. */
  readonly nextAt: number;
  /** It has used all its attempts, its plan makes no dead letter of it, and the task is gone. */
  readonly isOver?: boolean | undefined;
  /** Since when no attempt of the reaction has succeeded, in milliseconds since 1970. */
  readonly failingSince?: number | undefined;
}

/** Attempts per event. */
export const mostAttempts = 5;
const longestOutageMs = 24 * 60 * 60 * 1000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** The longest pause before the next attempt, without a plan. */
const longestAttemptPauseMs = 5 * 60_000;
const longestError = 1_000;

/** The longest pause before the next attempt. */
export function longestPauseOf(plan: RetryPlan | undefined): number {
  return plan === undefined ? longestAttemptPauseMs : longestPlannedPause(plan);
}

/** Counts a failed attempt. An early one (by a reader, or a second notification) does not count. */
export function countAttempt(
  database: TenantDatabase,
  failed: FailedAttempt,
  now: number,
  random: Random,
  plan?: RetryPlan,
): Verdict {
  const { subscription, epoch, seq } = failed;
  const row = database
    .select()
    .from(attempts)
    .where(and(eq(attempts.subscription, subscription), eq(attempts.epoch, epoch), eq(attempts.seq, seq)))
    .get();
  const before = {
    ...(row ?? { attempts: 0, unavailable: 0, nextAt: 0 }),
    // The clock may have stepped back: an outage of a day is one by the present clock.
    firstAt: Math.min(row?.firstAt ?? now, now),
  };
  if (failed.refused === true) return { attempts: before.attempts + 1, setAside: true, nextAt: now };
  const wasOver = isOver(before, now, plan);
  if (isWithin(before.nextAt, now, longestPauseOf(plan)) && !wasOver)
    return { attempts: before.attempts, setAside: false, nextAt: before.nextAt };
  const count = wasOver ? before.attempts : before.attempts + 1;
  const next = {
    attempts: count,
    unavailable: before.unavailable + (failed.unavailable === true ? count - before.attempts : 0),
    firstAt: before.firstAt,
    nextAt: now + pauseBefore(count + 1, failed, random, plan),
    error: failed.error.slice(0, longestError),
  };
  database
    .insert(attempts)
    .values({ subscription, epoch, seq, ...next })
    .onConflictDoUpdate({ target: [attempts.subscription, attempts.epoch, attempts.seq], set: next })
    .run();
  clearPending(database, subscription);
  return { attempts: count, setAside: isOver(next, now, plan), nextAt: next.nextAt };
}

/** Whether an event has used all its attempts. Without a plan, an outage of a day counts as all of them. */
function isOver(
  { attempts: all, unavailable, firstAt }: { attempts: number; unavailable: number; firstAt: number },
  now: number,
  plan: RetryPlan | undefined,
): boolean {
  if (plan !== undefined) return isLastAttempt(plan, all);
  return all - unavailable >= mostAttempts || (unavailable > 0 && now - firstAt >= longestOutageMs);
}

function pauseBefore(
  attempt: number,
  failed: FailedAttempt,
  random: Random,
  plan: RetryPlan | undefined,
): number {
  if (plan !== undefined) return plannedPause(plan, attempt - 1, random, failed.retryAfterMs);
  return Math.max(pauseAfterAttempt(attempt - 1, random, failed.unavailable === true), askedPause(failed));
}

/** The outside can ask for no longer pause than there ever is. */
function askedPause({ retryAfterMs = 0 }: FailedAttempt): number {
  return Math.min(longestAttemptPauseMs, Math.max(0, retryAfterMs));
}

/** Backoff with full jitter: up to 1, 2, 4, 8, 16 seconds, and up to minutes while the outside is unavailable. */
export function pauseAfterAttempt(attempt: number, random: Random, unavailable = false): number {
  const longest = unavailable ? longestAttemptPauseMs : longestPauseMs;
  return Math.round(random() * Math.min(longest, firstPauseMs * 2 ** (attempt - 1)));
}
