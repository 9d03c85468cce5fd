import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import type { Reaction, StoredInstance } from "../../src/kernel/delivery/reaction.ts";
import { newestVersion, understands } from "../../src/kernel/delivery/subscription.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { Envelope } from "../../src/kernel/write/event.ts";
import { park } from "../delivery/subscriptions.ts";
import { readObject } from "../storage/object-row.ts";
import { events, subscriptions } from "../storage/tables.ts";
import { toEnvelope } from "../write/log.ts";
import { advanceReplay, nextReplay } from "./replays.ts";
import { reactionTasks } from "./tables.ts";
import { addTask } from "./tasks.ts";

/** Open tasks per reaction. At the limit, it takes over no more events until some are finished. */
export const mostOpen = 1_000;

const eventsAtOnce = 50;
const longestKey = 200;

/** What an instance consumes: event types, or null for all. */
type Consuming = Pick<StoredInstance, "consumes">;

/** The first event after a position that a reaction consumes, or null. */
export function nextConsumed(database: TenantDatabase, consuming: Consuming, after: number): number | null {
  return firstConsumed(database).get({ after, types: typesOf(consuming) })?.seq ?? null;
}

/** An event of the log by its type. */
export interface LoggedType {
  readonly seq: number;
  readonly type: string;
}

/** All events after a position, the oldest first. For a position near the head of the log. */
export function typesAfter(database: TenantDatabase, after: number): readonly LoggedType[] {
  return loggedTypes(database).all({ after });
}

const loggedTypes = prepared((database) =>
  database
    .select({ seq: events.seq, type: events.type })
    .from(events)
    .where(gt(events.seq, sql.placeholder("after")))
    .orderBy(asc(events.seq))
    .prepare(),
);

/** Null stands for all types. */
function typesOf({ consumes }: Consuming): string | null {
  return consumes === null ? null : JSON.stringify(consumes);
}

const isOfTypes = sql`(${sql.placeholder("types")} IS NULL
  OR ${events.type} IN (SELECT value FROM json_each(${sql.placeholder("types")})))`;
const firstConsumed = prepared((database) =>
  database
    .select({ seq: events.seq })
    .from(events)
    .where(and(gt(events.seq, sql.placeholder("after")), isOfTypes))
    .orderBy(asc(events.seq))
    .limit(1)
    .prepare(),
);

/**
 * Moves a reaction past events that are about to be trimmed and that it has no room for. They are counted, visibly.
 */
export function skipTo(database: TenantDatabase, instance: StoredInstance, through: number): number {
  const { name } = instance;
  const after = positionOf(database, name);
  if (after === null || after >= through) return 0;
  const [lost] = database.all<{ readonly count: number }>(
    sql`SELECT count(*) AS count FROM events WHERE seq > ${after} AND seq <= ${through} AND ${isConsumed(instance)}`,
  );
  const skipped = lost?.count ?? 0;
  moveTo(database, name, through);
  if (skipped === 0) return 0;
  database
    .update(subscriptions)
    .set({ skipped: sql`skipped + ${skipped}`, skippedThrough: through })
    .where(eq(subscriptions.name, name))
    .run();
  return skipped;
}

function isConsumed({ consumes }: Consuming) {
  return consumes === null
    ? sql`true`
    : sql`type IN (SELECT value FROM json_each(${JSON.stringify(consumes)}))`;
}

/**
 * Creates tasks for the next events that a reaction consumes, up to a seq, and moves its position past them. What it is to
 * react to again comes first. Stops at an event that is newer than the code, and at the limit of open tasks. Returns whether
 * there were any.
 */
export function takeOver(
  database: TenantDatabase,
  registry: Registry,
  instance: StoredInstance,
  through: number,
): boolean {
  const { name } = instance;
  const room = Math.min(eventsAtOnce, mostOpen - countTasks(database, name));
  if (room <= 0) return false;
  if (takeAgain(database, registry, instance, room)) return true;
  const after = positionOf(database, name);
  if (after === null || after >= through) return false;
  const taken = takeRange(database, registry, instance, { after, through, room });
  moveTo(database, name, taken.reached);
  if (taken.parked !== undefined) park(database, name, taken.parked);
  return taken.count > 0;
}

/** Creates tasks for events of the next range that the reaction is to react to again. Returns whether there is a range. */
function takeAgain(
  database: TenantDatabase,
  registry: Registry,
  instance: StoredInstance,
  room: number,
): boolean {
  const range = nextReplay(database, instance.name);
  if (range === null) return false;
  const consumes = range.allTypes ? instance.reaction.consumes : instance.consumes;
  const taken = takeRange(database, registry, { ...instance, consumes }, { ...range, room });
  // An event that is too new for this code was never sent, so there is nothing to repeat.
  advanceReplay(database, instance.name, range, taken.parked === undefined ? taken.reached : range.through);
  return true;
}

interface TakenRange {
  readonly count: number;
  /** Up to where nothing is left. */
  readonly reached: number;
  /** The event that is newer than the code, if there is one. */
  readonly parked: Envelope | undefined;
}

function takeRange(
  database: TenantDatabase,
  registry: Registry,
  { name, reaction, consumes }: StoredInstance,
  { after, through, room }: { readonly after: number; readonly through: number; readonly room: number },
): TakenRange {
  const found = consumedBetween(database, { consumes }, after, through, room);
  const unknown = found.findIndex((event) => !understands(registry, event));
  const understood = unknown === -1 ? found : found.slice(0, unknown);
  for (const event of understood)
    addTask(database, name, keyOf(reaction, registry.eventByType, event), event);
  const parked = found[unknown];
  // There was room for more, so nothing up to `through` is left.
  const end = found.length < room ? through : (found.at(-1)?.seq ?? through);
  return { count: understood.length, reached: parked === undefined ? end : parked.seq - 1, parked };
}

/** Moves a reaction past events, forward only. */
export function moveTo(database: TenantDatabase, name: string, seq: number): void {
  positionUpdate(database).run({ name, seq });
}

const seqNow = sql.placeholder("seq");
const positionUpdate = prepared((database) =>
  database
    .update(subscriptions)
    .set({
      position: sql`max(position, ${seqNow})`,
      parkedAt: sql`CASE WHEN parked_at > ${seqNow} THEN parked_at END`,
      parkedEvent: sql`CASE WHEN parked_at > ${seqNow} THEN parked_event END`,
    })
    .where(eq(subscriptions.name, sql.placeholder("name")))
    .prepare(),
);

function positionOf(database: TenantDatabase, name: string): number | null {
  return positionByName(database).get({ name })?.position ?? null;
}

const positionByName = prepared((database) =>
  database
    .select({ position: subscriptions.position })
    .from(subscriptions)
    .where(eq(subscriptions.name, sql.placeholder("name")))
    .prepare(),
);

function countTasks(database: TenantDatabase, name: string): number {
  return taskCount(database).get({ name })?.count ?? 0;
}

const taskCount = prepared((database) =>
  database
    .select({ count: sql<number>`count(*)` })
    .from(reactionTasks)
    .where(eq(reactionTasks.subscription, sql.placeholder("name")))
    .prepare(),
);

function consumedBetween(
  database: TenantDatabase,
  consuming: Consuming,
  after: number,
  through: number,
  limit: number,
): readonly Envelope[] {
  const { tenantId } = readObject(database);
  return consumed(database)
    .all({ after, through, types: typesOf(consuming), limit })
    .map((row) => toEnvelope(row, tenantId));
}

const consumed = prepared((database) =>
  database
    .select()
    .from(events)
    .where(
      and(gt(events.seq, sql.placeholder("after")), lte(events.seq, sql.placeholder("through")), isOfTypes),
    )
    .orderBy(asc(events.seq))
    .limit(sql.placeholder("limit"))
    .prepare(),
);

/** If the key cannot be computed, the event gets a key of its own. */
function keyOf(reaction: Reaction, eventByType: Registry["eventByType"], event: Envelope): string {
  try {
    return reaction.key(newestVersion(eventByType, event)).slice(0, longestKey);
  } catch {
    return event.id;
  }
}
