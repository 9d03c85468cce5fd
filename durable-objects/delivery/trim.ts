import { asc, lte } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { events, object } from "../storage/tables.ts";
import { readObject } from "../write/log.ts";

/** How much of a log is kept. */
export interface LogLimits {
  /** Events stay at least so long, unless they take more than `retainedBytes`. */
  readonly retentionMs: number;
  readonly retainedBytes: number;
  /** At so many bytes nothing more is written. */
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
 * Removes the oldest events that the read model has and that are past their time or their room, a bounded number at a
 * time. Answers when to look again, or null where there is nothing left to trim.
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
  for (const { seq, bytes, occurredAt } of rows) {
    const dueAt = kept > limits.retainedBytes ? now : Date.parse(occurredAt) + limits.retentionMs;
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
    database.update(object).set({ logBytes: kept }).run();
  }
  return waitUntil ?? (rows.length === rowsPerBatch ? now + batchPauseMs : null);
}
