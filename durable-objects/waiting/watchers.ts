import { and, desc, eq, gt, sql } from "drizzle-orm";
import { defineLimits } from "../../src/kernel/limit.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { readObject } from "../storage/object-row.ts";
import { events } from "../storage/tables.ts";

/** Who may wait for events of a tenant. */
export const watchLimits = defineLimits({
  watchers: {
    value: 100,
    unit: "count",
    per: "tenant",
    what: "GraphQL subscriptions at a time",
    beyond: "429 `rate-limited`",
  },
});

interface Aggregate {
  readonly type: string;
  readonly id: string;
}

/** What a subscriber waits for: events after a position. Null for any aggregate. */
export interface WatchRequest {
  /** Null to be told where the log ends now. */
  readonly after: { readonly epoch: number; readonly seq: number } | null;
  readonly aggregates: readonly Aggregate[] | null;
  readonly withinMs: number;
}

/** Where the log is, and the newest event that was waited for. */
export interface Watched {
  readonly epoch: number;
  /** Up to here nothing is new that was not waited for. */
  readonly head: number;
  /** Where the subscriber goes on: `after` as it is in this epoch. */
  readonly from: number;
  readonly isNew: boolean;
  /** Those that were asked for and have new events. */
  readonly changed: readonly Aggregate[];
  /** Whether events between `after` and the oldest one are gone. */
  readonly isTrimmed: boolean;
}

/** Subscribers that wait for events. Bounded, each with a deadline. */
export interface Watchers {
  /** Null if too many wait already. */
  watch(request: WatchRequest): Promise<Watched | null>;
  /** Events were appended, unless their transaction is rolled back. Those who wait look when it has ended. */
  appended(): void;
}

/** A caller that is gone is forgotten after this. */
const longestWaitMs = 30_000;

export function createWatchers(database: TenantDatabase): Watchers {
  const waiting = new Set<() => void>();

  const look = ({ after, aggregates }: WatchRequest): Watched => {
    const { epoch, epochBeganAt, head } = readObject(database);
    if (after === null) return { epoch, head, from: head, isNew: false, changed: [], isTrimmed: false };
    // What came after a restore's point is gone: the subscriber goes on from there.
    const from = after.epoch < epoch ? Math.min(after.seq, epochBeganAt) : Math.min(after.seq, head);
    const oldest = oldestEvent(database).get()?.seq ?? head + 1;
    const changed = (aggregates ?? []).filter((one) => lastOf(database).get({ ...one, from }) !== undefined);
    const isNew = aggregates === null ? head > from : changed.length > 0;
    return { epoch, head, from, isNew, changed, isTrimmed: from < oldest - 1 };
  };

  return {
    async watch(request) {
      const now = look(request);
      if (request.after === null || now.isNew || request.withinMs <= 0) return isFull() ? null : now;
      if (isFull()) return null;
      await nextAppend(Math.min(request.withinMs, longestWaitMs));
      return look(request);
    },
    appended() {
      for (const wake of [...waiting]) wake();
    },
  };

  function isFull(): boolean {
    return waiting.size >= watchLimits.watchers.value;
  }

  function nextAppend(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, withinMs);
      waiting.add(wake);
    });
  }
}

const oldestEvent = prepared((database) =>
  database.select({ seq: sql<number | null>`min(seq)` }).from(events).prepare(),
);

const lastOf = prepared((database) =>
  database
    .select({ seq: events.seq })
    .from(events)
    .where(
      and(
        eq(events.aggregateType, sql.placeholder("type")),
        eq(events.aggregateId, sql.placeholder("id")),
        gt(events.seq, sql.placeholder("from")),
      ),
    )
    .orderBy(desc(events.seq))
    .limit(1)
    .prepare(),
);
