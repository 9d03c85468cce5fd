import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { SubscriptionFact, SubscriptionFacts } from "../../src/kernel/storage/tenant-object.ts";

/** Where every subscription stands, from the object's rows alone. */
export function readSubscriptionFacts(database: TenantDatabase): SubscriptionFacts {
  const [object] = database.all<Omit<SubscriptionFacts, "subscriptions">>(sql`
    SELECT epoch, head, audit_head AS auditHead, ahead_of_log_at AS aheadOfLogAt,
      (SELECT json_extract(task, '$.subscription') FROM rebuild_work) AS rebuilding,
      (SELECT error FROM rebuild_work) AS rebuildError FROM object`);
  if (object === undefined) throw new Error("the object has tables but no identity");
  const rows = database.all<Row>(sql`
    SELECT s.name, s.follows, s.position AS acknowledged, s.parked_at AS parkedAt, s.parked_event AS parkedEvent,
      a.attempts, a.next_at AS nextAt, a.error
    FROM subscriptions AS s LEFT JOIN attempts AS a ON a.subscription = s.name AND a.epoch = ${object.epoch}
      AND a.seq > s.position
    ORDER BY s.name`);
  return {
    ...object,
    subscriptions: rows.map((row) => ({ ...row, parkedEvent: JSON.parse(row.parkedEvent ?? "null") })),
  };
}

type Row = Omit<SubscriptionFact, "parkedEvent"> & { readonly parkedEvent: string | null };

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
