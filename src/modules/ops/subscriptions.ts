import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import type { SubscriptionFact, SubscriptionFacts } from "../../kernel/storage/tenant-object.ts";
import { healthOf, stateOf } from "./rules.ts";
import type { SubscriptionResponse } from "./schema.ts";

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
  const facts = database.object.subscriptionFacts();
  return facts.subscriptions.map((fact) =>
    subscription(database, facts, fact, positionOf(fact, facts, positions), now),
  );
}

/** A position in another life of the object says nothing about this one. */
function positionOf(
  { name, acknowledged }: SubscriptionFact,
  { epoch }: SubscriptionFacts,
  positions: readonly KnownPosition[] | null,
): number {
  if (positions === null) return acknowledged;
  const known = positions.find(({ subscription }) => subscription === name);
  return known === undefined || known.epoch !== epoch ? 0 : known.seq;
}

function subscription(
  database: TenantDatabase,
  object: SubscriptionFacts,
  row: SubscriptionFact,
  position: number,
  now: number,
): SubscriptionResponse {
  const head = row.follows === "events" ? object.head : object.auditHead;
  const lagEvents = Math.max(0, head - position);
  const waitingSince = lagEvents === 0 ? null : database.object.waitingSince(row.follows, position);
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
        : { seq: row.parkedAt, type: row.parkedEvent.type, version: row.parkedEvent.version },
  };
}
