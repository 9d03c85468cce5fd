import { and, eq, gt, isNotNull, lt, lte, sql } from "drizzle-orm";
import { reactionOf } from "../../src/kernel/delivery/reaction.ts";
import { type Subscription, understands } from "../../src/kernel/delivery/subscription.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { attempts, subscriptions } from "../storage/tables.ts";

/** The state of a subscription: its position, pending notification, and what holds it up. */
export interface SubscriptionState {
  readonly name: string;
  readonly follows: Subscription["follows"];
  readonly position: number;
  readonly notifiedThrough: number;
  readonly notifiedAt: number;
  readonly pending: number;
  /** The seq of an event that was too new for the code. */
  readonly parkedAt: number | null;
  /** When a failed event may be tried again. */
  readonly nextAttemptAt: number | null;
  readonly isReaction: boolean;
}

/** Registers the subscriptions of the code. Existing ones keep their position; a new one starts at the beginning. */
export function ensureSubscriptions(database: TenantDatabase, registry: Registry): void {
  const known = new Set(
    database
      .select()
      .from(subscriptions)
      .all()
      .map(({ name }) => name),
  );
  for (const { name, follows } of registry.subscriptionByName.values())
    if (!known.has(name))
      database.insert(subscriptions).values({ name, follows }).onConflictDoNothing().run();
}

/** The subscriptions that the code knows, in its order. Rows of removed ones are ignored. */
export function readSubscriptions(
  database: TenantDatabase,
  registry: Registry,
): readonly SubscriptionState[] {
  const projected = [...registry.subscriptionByName.keys()];
  const nextAttemptAt = nextAttempts(database, projected);
  const rowByName = new Map(
    allSubscriptions(database)
      .all()
      .map((row) => [row.name, row]),
  );
  const projections = projected.flatMap((name) => {
    const row = rowByName.get(name);
    const ownAttemptAt = nextAttemptAt.get(name) ?? null;
    return row === undefined ? [] : [{ ...row, nextAttemptAt: ownAttemptAt, isReaction: false }];
  });
  const reactions = [...rowByName.values()]
    .filter(({ name }) => reactionOf(registry.reactionByName, name) !== null)
    .map((row) => ({ ...row, nextAttemptAt: null, isReaction: true }));
  return [...projections, ...reactions];
}

/** Reactions have an attempt for each of their tasks, which says when. There can be many. */
function nextAttempts(database: TenantDatabase, names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    attemptsOf(database)
      .all({ names: JSON.stringify(names) })
      .map(({ subscription, nextAt }) => [subscription, nextAt]),
  );
}

const allSubscriptions = prepared((database) => database.select().from(subscriptions).prepare());
const attemptsOf = prepared((database) =>
  database
    .select()
    .from(attempts)
    .where(sql`${attempts.subscription} IN (SELECT value FROM json_each(${sql.placeholder("names")}))`)
    .prepare(),
);

/** Records a notification (or a direct wake) as pending. */
export function markNotified(
  database: TenantDatabase,
  name: string,
  notify: { through: number; at: number; pending: number },
): void {
  notifiedUpdate(database).run({ name, ...notify });
}

const notifiedUpdate = prepared((database) =>
  database
    .update(subscriptions)
    .set({
      notifiedThrough: sql`${sql.placeholder("through")}`,
      notifiedAt: sql`${sql.placeholder("at")}`,
      pending: sql`${sql.placeholder("pending")}`,
    })
    .where(eq(subscriptions.name, sql.placeholder("name")))
    .prepare(),
);

/** Clears the pending notification: the consumer came, even if it made no progress. */
export function clearPending(database: TenantDatabase, name: string): void {
  pendingClear(database).run({ name });
}

const pendingClear = prepared((database) =>
  database
    .update(subscriptions)
    .set({ notifiedThrough: 0, pending: 0 })
    .where(eq(subscriptions.name, sql.placeholder("name")))
    .prepare(),
);

/**
 * Moves a position forward, never back, and clears the pending notification. Returns whether it moved. A position
 * that did not move keeps its notification pending, so the next one comes only when it is due.
 */
export function markAcknowledged(database: TenantDatabase, name: string, seq: number): boolean {
  if (positionUpdate(database).get({ name, seq }) === undefined) return false;
  attemptsRemoval(database).run({ name, seq });
  return true;
}

const seqNow = sql.placeholder("seq");
const positionUpdate = prepared((database) =>
  database
    .update(subscriptions)
    .set({
      position: sql`${seqNow}`,
      notifiedThrough: 0,
      pending: 0,
      parkedAt: sql`CASE WHEN parked_at > ${seqNow} THEN parked_at END`,
      parkedEvent: sql`CASE WHEN parked_at > ${seqNow} THEN parked_event END`,
    })
    .where(and(eq(subscriptions.name, sql.placeholder("name")), lt(subscriptions.position, seqNow)))
    .returning({ name: subscriptions.name })
    .prepare(),
);
const attemptsRemoval = prepared((database) =>
  database
    .delete(attempts)
    .where(and(eq(attempts.subscription, sql.placeholder("name")), lte(attempts.seq, seqNow)))
    .prepare(),
);

/** Moves a position back to where the read model is. Returns whether it was ahead of it. */
export function moveBack(database: TenantDatabase, name: string, seq: number): boolean {
  const moved = database
    .update(subscriptions)
    .set({ position: seq, notifiedThrough: 0, notifiedAt: 0, pending: 0 })
    .where(and(eq(subscriptions.name, name), gt(subscriptions.position, seq)))
    .returning({ name: subscriptions.name })
    .all();
  return moved.length > 0;
}

/** The event that parked a subscription, because the code was too old for it. */
export interface ParkedEvent {
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  /** The kind of state that it carries, and its version, if it carries one. */
  readonly aggregate?: { readonly type: string } | undefined;
  readonly stateVersion?: number | undefined;
}

/** Parks a subscription before an event that is newer than the code. */
export function park(database: TenantDatabase, name: string, parked: ParkedEvent): void {
  const { seq, type, version, aggregate, stateVersion } = parked;
  const event = {
    type,
    version,
    ...(aggregate === undefined ? {} : { aggregate: { type: aggregate.type }, stateVersion }),
  };
  database
    .update(subscriptions)
    .set({ parkedAt: seq, parkedEvent: JSON.stringify(event), notifiedThrough: 0, pending: 0 })
    .where(and(eq(subscriptions.name, name), lt(subscriptions.position, seq)))
    .run();
}

/** Unparks subscriptions whose event this code understands. Returns whether there were any. */
export function unpark(database: TenantDatabase, registry: Registry): boolean {
  const understood = database
    .select()
    .from(subscriptions)
    .all()
    .filter(({ parkedEvent }) => parkedEvent !== null && understands(registry, JSON.parse(parkedEvent)));
  for (const { name } of understood) {
    const free = { parkedAt: null, parkedEvent: null, notifiedAt: 0 };
    database.update(subscriptions).set(free).where(eq(subscriptions.name, name)).run();
  }
  return understood.length > 0;
}

/** The types of the events that park a subscription. */
export function parkedTypes(database: TenantDatabase): readonly string[] {
  const types = database
    .select({ type: sql<string>`${subscriptions.parkedEvent} ->> 'type'` })
    .from(subscriptions)
    .where(isNotNull(subscriptions.parkedEvent))
    .all()
    .map(({ type }) => type);
  return [...new Set(types)];
}
