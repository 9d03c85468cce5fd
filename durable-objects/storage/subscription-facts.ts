import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type {
  ConsumedEvents,
  SubscriptionFact,
  SubscriptionFacts,
} from "../../src/kernel/storage/tenant-object.ts";

/** The state of every subscription, from the object's rows alone. */
export function readSubscriptionFacts(database: TenantDatabase): SubscriptionFacts {
  const [object] = database.all<Omit<SubscriptionFacts, "subscriptions">>(sql`
    SELECT epoch, head, audit_head AS auditHead, ahead_of_log_at AS aheadOfLogAt,
      (SELECT json_extract(task, '$.subscription') FROM rebuild_work) AS rebuilding,
      (SELECT error FROM rebuild_work) AS rebuildError FROM object`);
  if (object === undefined) throw new Error("the object has tables but no identity");
  const rows = database.all<Row>(sql`
    SELECT s.name, s.follows, s.position AS acknowledged, s.parked_at AS parkedAt, s.parked_event AS parkedEvent,
      a.attempts, a.next_at AS nextAt, a.error, s.skipped,
      (SELECT count(*) FROM reaction_tasks AS t WHERE t.subscription = s.name) AS openTasks,
      (SELECT min(occurred_at) FROM reaction_tasks AS t WHERE t.subscription = s.name) AS openSince
    FROM subscriptions AS s LEFT JOIN (${worstAttempts(object.epoch)}) AS a ON a.subscription = s.name
    ORDER BY s.name`);
  return {
    ...object,
    subscriptions: rows.map((row) => ({ ...row, parkedEvent: JSON.parse(row.parkedEvent ?? "null") })),
  };
}

type Row = Omit<SubscriptionFact, "parkedEvent"> & { readonly parkedEvent: string | null };

/**
 * The highest number of attempts at an unfinished event. A projection has one such event, a reaction can have many.
 */
function worstAttempts(epoch: number) {
  return sql`SELECT one.subscription, max(one.attempts) AS attempts, one.next_at, one.error
    FROM attempts AS one JOIN subscriptions AS its ON its.name = one.subscription
    WHERE one.epoch = ${epoch} AND (one.seq > its.position OR EXISTS
      (SELECT 1 FROM reaction_tasks AS t WHERE t.subscription = one.subscription AND t.seq = one.seq))
    GROUP BY one.subscription`;
}

/** How many events a reaction has yet to take over, and when the first of them was written. */
export function consumedAfter(
  database: TenantDatabase,
  position: number,
  types: readonly string[] | null,
): ConsumedEvents {
  const consumed =
    types === null ? sql`true` : sql`type IN (SELECT value FROM json_each(${JSON.stringify(types)}))`;
  const [row] = database.all<ConsumedEvents>(
    sql`SELECT count(*) AS count, min(occurred_at) AS since FROM events WHERE seq > ${position} AND ${consumed}`,
  );
  return row ?? { count: 0, since: null };
}

/** When the next event (or audit entry) after a position was written. */
export function waitingSince(
  database: TenantDatabase,
  follows: SubscriptionFact["follows"],
  position: number,
): string | null {
  const query =
    follows === "events"
      ? sql`SELECT occurred_at AS at FROM events WHERE seq > ${position} ORDER BY seq LIMIT 1`
      : sql`SELECT at FROM audit_log WHERE seq > ${position} ORDER BY seq LIMIT 1`;
  return database.all<{ at: string }>(query)[0]?.at ?? null;
}
