import type { Actor } from "../access/actor.ts";

/**
 * What a tenant's object says of itself. The log, the subscriptions and the rebuild are its own tables; modules reach them
 * through `database.object` and never by name.
 */
export interface TenantObject {
  /** The current version of an aggregate, 0 where there never was one. */
  versionOf(type: string, id: string): number;
  /** The number that a series stays above: 0 where the object was never restored. */
  sequenceFloorOf(series: string): number;
  /** The epoch, and where the log ends. */
  logEnd(): LogEnd;
  /** What the log takes up. */
  logSize(): LogSize;
  /** A page of the log, oldest first. */
  eventsPage(filter: EventFilter): EventsPage;
  /** The event with a seq; null once it is trimmed. */
  eventAt(seq: number): StoredEvent | null;
  /** Where every subscription stands, and what keeps it from going on. */
  subscriptionFacts(): SubscriptionFacts;
  /** When the next event (or audit entry) after a position was written; null where there is none. */
  waitingSince(follows: Follows, position: number): string | null;
  /** How many events of some types (null for all) come after a position, and when the first of them was written. */
  consumedAfter(position: number, types: readonly string[] | null): ConsumedEvents;
  /** Begins to notify of a rebuild, until `endRebuild`. */
  beginRebuild(task: { readonly id: string }): void;
  endRebuild(id: string): void;
  /** Drops pending notifications, so that the relay sends new ones at once. */
  dropNotifications(): void;
}

type Follows = "events" | "audit-log";

/** Events that wait for a reaction in the log. */
export interface ConsumedEvents {
  readonly count: number;
  readonly since: string | null;
}

/** Where the log ends. */
export interface LogEnd {
  readonly epoch: number;
  readonly head: number;
  /** Where the log stood when the epoch began: up to here it is the same as in the former one. */
  readonly beganAt: number;
}

/** What the log and the audit log take up. */
export interface LogSize {
  readonly logBytes: number;
  readonly events: number;
  readonly auditHead: number;
}

/** What a page of the log is narrowed to. */
export interface EventFilter {
  readonly after: number;
  readonly limit: number;
  readonly type: string | null;
  /** An id, or `type/id`. */
  readonly aggregate: string | null;
  readonly correlation: string | null;
}

/** Events that match, and the seq after which the next page begins; null at the end of the log. */
export interface EventsPage {
  readonly items: readonly StoredEvent[];
  readonly next: number | null;
}

/** An event as it was written, in the version it was written in. */
export interface StoredEvent {
  readonly id: string;
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly aggregate: { readonly type: string; readonly id: string; readonly version: number };
  readonly occurredAt: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly data: unknown;
  /** As in the envelope: on the last event of an aggregate in a command. */
  readonly state?: unknown;
  readonly stateVersion?: number;
}

/** What the object knows of its subscriptions. */
export interface SubscriptionFacts {
  readonly epoch: number;
  readonly head: number;
  readonly auditHead: number;
  /** Set while a subscription is ahead of the log. */
  readonly aheadOfLogAt: string | null;
  /** The subscription that is being rebuilt, and why that stands still. */
  readonly rebuilding: string | null;
  readonly rebuildError: string | null;
  readonly subscriptions: readonly SubscriptionFact[];
}

/** One subscription as the object has it. */
export interface SubscriptionFact {
  readonly name: string;
  readonly follows: Follows;
  readonly acknowledged: number;
  readonly parkedAt: number | null;
  readonly parkedEvent: { readonly type: string; readonly version: number } | null;
  readonly attempts: number | null;
  readonly nextAt: number | null;
  readonly error: string | null;
  /** Events that a reaction has taken over and not finished, and when the first of them was written. */
  readonly openTasks: number;
  readonly openSince: string | null;
  /** Events that were trimmed before a reaction could take them over. */
  readonly skipped: number;
}
