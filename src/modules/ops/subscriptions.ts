import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import type { SubscriptionFact, SubscriptionFacts } from "../../kernel/storage/tenant-object.ts";
import type { ModuleFacts, ReactionFacts } from "../../kernel/write/command.ts";
import { healthOf, stateOf } from "./rules.ts";
import type { LetterCount, SubscriptionStatus } from "./schema.ts";

/** The position of a subscription in the read model. */
interface KnownPosition {
  readonly subscription: string;
  readonly epoch: number;
  readonly seq: number;
}

/** What the read model knows of a tenant's subscriptions. Null if it is unavailable. */
export interface KnownDelivery {
  readonly positions: readonly KnownPosition[] | null;
  readonly deadLetters: readonly LetterCount[] | null;
}

/** The status of every subscription, from rows of the object and of the read model only. */
export function readSubscriptionStates(
  database: TenantDatabase,
  modules: readonly ModuleFacts[],
  { positions, deadLetters }: KnownDelivery,
  now: number,
): readonly SubscriptionStatus[] {
  const facts = database.object.subscriptionFacts();
  const reactions = new Map(
    modules.flatMap((module) => module.reactions ?? []).map((one) => [one.name, one]),
  );
  return facts.subscriptions.map((fact) => {
    const reaction = reactions.get(fact.name.split("/")[0] ?? "");
    // A reaction's position is stored in the object.
    const position = reaction === undefined ? positionOf(fact, facts, positions) : fact.acknowledged;
    const lag =
      reaction === undefined
        ? lagOf(database, facts, fact, position)
        : reactionLag(database, fact, consumedBy(database, modules, fact.name, reaction));
    return subscription(facts, fact, position, lag, openLetters(deadLetters, fact), now);
  });
}

function openLetters(counts: readonly LetterCount[] | null, { name }: SubscriptionFact): number | null {
  if (counts === null) return null;
  return counts.find((one) => one.subscription === name && one.status === "open")?.count ?? 0;
}

/** The events a subscription has not processed, and since when. */
interface Lag {
  readonly events: number;
  readonly since: string | null;
}

function lagOf(
  database: TenantDatabase,
  { head, auditHead }: SubscriptionFacts,
  { follows }: SubscriptionFact,
  position: number,
): Lag {
  const events = Math.max(0, (follows === "events" ? head : auditHead) - position);
  return { events, since: events === 0 ? null : database.object.waitingSince(follows, position) };
}

/** The types that a reaction consumes for one of its targets. Null for all, and none while the target is paused. */
function consumedBy(
  database: TenantDatabase,
  modules: readonly ModuleFacts[],
  subscription: string,
  { consumes, consumesPublished, targets }: ReactionFacts,
): readonly string[] | null {
  const all = consumesPublished === true ? publishedTypes(modules) : consumes;
  if (targets === undefined) return all;
  const id = subscription.slice(subscription.indexOf("/") + 1);
  const target = targets(database).find((one) => one.id === id);
  if (target === undefined || target.isPaused === true) return [];
  return target.wants === undefined || all === null ? all : all.filter(target.wants);
}

function publishedTypes(modules: readonly ModuleFacts[]): readonly string[] {
  const events = modules.flatMap((module) => module.events ?? []);
  return events.filter(({ publishedFields }) => publishedFields != null).map(({ type }) => type);
}

/** Only counts the event types that a reaction consumes, even if its position is behind other events. */
function reactionLag(
  database: TenantDatabase,
  { acknowledged, openTasks, openSince }: SubscriptionFact,
  consumes: readonly string[] | null,
): Lag {
  // Whoever is sent nothing is not late.
  if (consumes?.length === 0) return { events: openTasks, since: null };
  const { count, since } = database.object.consumedAfter(acknowledged, consumes);
  return { events: openTasks + count, since: openSince ?? since };
}

/** A position of another epoch says nothing about this one. */
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
  object: SubscriptionFacts,
  row: SubscriptionFact,
  position: number,
  { events: lagEvents, since: waitingSince }: Lag,
  deadLetters: number | null,
  now: number,
): SubscriptionStatus {
  const head = row.follows === "events" ? object.head : object.auditHead;
  const age = waitingSince === null ? 0 : (now - Date.parse(waitingSince)) / 1000;
  const lagSeconds = Math.max(0, age);
  const rebuilding = object.rebuilding === row.name;
  // Ignore failed attempts at an event that the read model has already processed.
  const failing = row.attempts !== null && (position < head || row.openTasks > 0);
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
      openTasks: row.openTasks,
    }),
    health: healthOf(age, deadLetters ?? 0),
    attempts: failing ? (row.attempts ?? 0) : 0,
    nextAttemptAt: failing && row.nextAt !== null ? new Date(row.nextAt).toISOString() : null,
    error: failing ? row.error : rebuilding ? object.rebuildError : null,
    parked:
      row.parkedAt === null || row.parkedEvent === null
        ? null
        : { seq: row.parkedAt, type: row.parkedEvent.type, version: row.parkedEvent.version },
    openTasks: row.openTasks,
    skipped: row.skipped,
    deadLetters,
  };
}
