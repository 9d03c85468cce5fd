import { asc, lte } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { changeObject, readObject } from "../storage/object-row.ts";
import { events } from "../storage/tables.ts";

/** How much of the log is retained. */
export interface LogLimits {
  /** Events are retained this long, unless they exceed `retainedBytes`. */
  readonly retentionMs: number;
  readonly retainedBytes: number;
  /** At this size, writes are refused. */
  readonly mostBytes: number;
}

const gibibyte = 1024 ** 3;

export const logLimits: LogLimits = {
  retentionMs: 7 * 24 * 60 * 60 * 1000,
  retainedBytes: gibibyte,
  mostBytes: 4 * gibibyte,
};

const rowsPerBatch = 500;
const batchPauseMs = 1_000;
const waitForSubscriptionMs = 60_000;

/**
 * Removes the oldest events that the read model has, if they are too old or the log too large, a bounded number at
 * a time. Returns when to look again, or null if the log is empty.
 */
export function trimLog(
  database: TenantDatabase,
  limits: LogLimits,
  followed: number,
  now: number,
  beforeTrim: (through: number) => void,
): number | null {
  const rows = database
    .select({ seq: events.seq, bytes: events.bytes, occurredAt: events.occurredAt })
    .from(events)
    .orderBy(asc(events.seq))
    .limit(rowsPerBatch)
    .all();
  let kept = readObject(database).logBytes;
  let through = 0;
  let waitUntil: number | null = null;
  const occurred = occurrences(rows);
  for (const [index, { seq, bytes }] of rows.entries()) {
    const dueAt = kept > limits.retainedBytes ? now : (occurred[index] ?? now) + limits.retentionMs;
    if (dueAt > now || seq > followed) {
      waitUntil = Math.max(dueAt, now + waitForSubscriptionMs);
      break;
    }
    kept -= bytes;
    through = seq;
  }
  if (through > 0) {
    beforeTrim(through);
    database.delete(events).where(lte(events.seq, through)).run();
    changeObject(database, { logBytes: kept });
  }
  return waitUntil ?? (rows.length === rowsPerBatch ? now + batchPauseMs : null);
}

/**
 * When each event occurred at the latest. An event is older than the ones behind it: if a clock was ahead when it was
 * written, theirs count.
 */
function occurrences(rows: readonly { readonly occurredAt: string }[]): readonly number[] {
  const latest: number[] = [];
  for (const { occurredAt } of rows.toReversed())
    latest.unshift(Math.min(Date.parse(occurredAt), latest[0] ?? Number.POSITIVE_INFINITY));
  return latest;
}
