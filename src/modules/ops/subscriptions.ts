import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { healthOf, stateOf } from "./rules.ts";
import type { SubscriptionResponse } from "./schema.ts";

interface SubscriptionRow {
  readonly name: string;
  readonly follows: "events" | "audit-log";
  readonly acknowledged: number;
  readonly parkedAt: number | null;
  readonly parkedEvent: string | null;
  readonly attempts: number | null;
  readonly nextAt: number | null;
  readonly error: string | null;
}

interface ObjectRow {
  readonly epoch: number;
  readonly head: number;
  readonly auditHead: number;
  readonly aheadOfLogAt: string | null;
  readonly rebuilding: string | null;
  readonly rebuildError: string | null;
}

/** Where the read model says a follower is. */
interface KnownPosition {
  readonly subscription: string;
  readonly epoch: number;
  readonly seq: number;
}

/** How every follower is, from the rows of the object and of the read model alone. */
export function readSubscriptionStates(
  database: TenantDatabase,
  positions: readonly KnownPosition[] | null,
  now: number,
): readonly SubscriptionResponse[] {
  const [object] = database.all<ObjectRow>(sql`
    SELECT epoch, head, audit_head AS auditHead, ahead_of_log_at AS aheadOfLogAt,
      (SELECT json_extract(task, '$.subscription') FROM rebuild_work) AS rebuilding,
      (SELECT error FROM rebuild_work) AS rebuildError FROM object`);
  if (object === undefined) return [];
  const rows = database.all<SubscriptionRow>(sql`
    SELECT s.name, s.follows, s.position AS acknowledged, s.parked_at AS parkedAt, s.parked_event AS parkedEvent,
      a.attempts, a.next_at AS nextAt, a.error
    FROM subscriptions AS s LEFT JOIN attempts AS a ON a.subscription = s.name AND a.epoch = ${object.epoch}
      AND a.seq > s.position
    ORDER BY s.name`);
  return rows.map((row) => subscription(database, object, row, positionOf(row, object, positions), now));
}

/** A position in another life of the object says nothing about this one. */
function positionOf(
  { name, acknowledged }: SubscriptionRow,
  { epoch }: ObjectRow,
  positions: readonly KnownPosition[] | null,
): number {
  if (positions === null) return acknowledged;
  const known = positions.find(({ subscription }) => subscription === name);
  return known === undefined || known.epoch !== epoch ? 0 : known.seq;
}

function subscription(
  database: TenantDatabase,
  object: ObjectRow,
  row: SubscriptionRow,
  position: number,
  now: number,
): SubscriptionResponse {
  const head = row.follows === "events" ? object.head : object.auditHead;
  const lagEvents = Math.max(0, head - position);
  const waitingSince = lagEvents === 0 ? null : oldestBehind(database, row.follows, position);
  const lagSeconds = waitingSince === null ? 0 : Math.max(0, (now - Date.parse(waitingSince)) / 1000);
  const rebuilding = object.rebuilding === row.name;
  // An event that the read model is past already has no attempts left to tell of.
  const failing = row.attempts !== null && position < head;
  return {
    name: row.name,
    follows: row.follows,
    epoch: object.epoch,
    position,
    acknowledged: row.acknowledged,
    head,
    lagEvents,
    lagSeconds,
    state: stateOf({
      parked: row.parkedAt !== null && row.parkedAt > position,
      halted: object.aheadOfLogAt !== null,
      attempts: failing ? (row.attempts ?? 0) : 0,
      rebuilding,
      lagEvents,
    }),
    health: healthOf(lagSeconds),
    attempts: failing ? (row.attempts ?? 0) : 0,
    nextAttemptAt: failing && row.nextAt !== null ? new Date(row.nextAt).toISOString() : null,
    error: failing ? row.error : rebuilding ? object.rebuildError : null,
    parked:
      row.parkedAt === null || row.parkedEvent === null
        ? null
        : { seq: row.parkedAt, ...versionIn(row.parkedEvent) },
  };
}

function versionIn(parkedEvent: string): { readonly type: string; readonly version: number } {
  const { type, version } = JSON.parse(parkedEvent);
  return { type, version };
}

/** When what comes next for a follower was written. */
function oldestBehind(
  database: TenantDatabase,
  follows: SubscriptionRow["follows"],
  position: number,
): string | null {
  const query =
    follows === "events"
      ? sql`SELECT occurred_at AS at FROM events WHERE seq > ${position} ORDER BY seq LIMIT 1`
      : sql`SELECT at FROM audit_log WHERE seq > ${position} ORDER BY seq LIMIT 1`;
  return database.all<{ at: string }>(query)[0]?.at ?? null;
}
