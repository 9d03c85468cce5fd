import type { Actor } from "../access/actor.ts";
import type { TokenRequest } from "../rate-limit/token-policy.ts";

/**
 * The facts a tenant's object provides. The log, the subscriptions and the rebuild are its own tables.
 * Modules access them through `database.object`, never by table name.
 */
export interface TenantObject {
  /** The current version of an aggregate, or 0 if it never existed. */
  versionOf(type: string, id: string): number;
  /** The number that a series must stay above, or 0 if the object was never restored. */
  sequenceFloorOf(series: string): number;
  /** The epoch and the log's head. */
  logEnd(): LogEnd;
  /** The size of the log. */
  logSize(): LogSize;
  /** A page of the log, oldest first. */
  eventsPage(filter: EventFilter): EventsPage;
  /** The event with a seq, or null if it was trimmed. */
  eventAt(seq: number): StoredEvent | null;
  /** The state of every subscription, and what blocks it. */
  subscriptionFacts(): SubscriptionFacts;
  /** When the next event (or audit log entry) after a position was written, or null if there is none. */
  waitingSince(follows: Follows, position: number): string | null;
  /**
   * The number of events of some types (null for all) after a position, and when the first of them was
   * written.
   */
  consumedAfter(position: number, types: readonly string[] | null): ConsumedEvents;
  /** Starts sending notifications of a rebuild, until `endRebuild`. */
  beginRebuild(task: { readonly id: string }): void;
  endRebuild(id: string): void;
  /** Drops pending notifications so that the relay sends new ones immediately. */
  dropNotifications(): void;
  /** Aggregates with events in the log whose data or state has an id in a field, also those that were deleted since. */
  aggregatesNaming(type: string, field: string, ids: readonly string[]): readonly string[];
  /** Whether audit entries about something hold an address that can be erased: one command erases a bounded number. */
  hasErasableEntries(ids: readonly string[]): boolean;
  /**
   * Takes some stored answers out of requests that a person made or that were about it. Returns where to continue, or null at
   * the end.
   */
  forgetAnswers(after: string, traces: PersonTraces): string | null;
  /** A page of the aggregates of some types, read by `read`. */
  walkAggregates<Item>(
    walk: AggregateWalk,
    after: AggregateCursor | null,
    read: (row: AggregateRow) => Measured<Item>,
  ): AggregatePage<Item>;
  /** Aggregates of some types that events after a seq have touched, in the order of their last events. */
  changedAggregates(types: readonly string[], after: number, limit: number): readonly ChangedAggregate[];
  /** Whether there has ever been an aggregate of one of these types. */
  hasAggregates(types: readonly string[]): boolean;
  /** The seq of the first event that was written at an instant or later; of the next event if there is none. */
  firstEventSince(at: string): number;
  /** The seq of the oldest event in the log; of the next event if the log is empty. */
  oldestEvent(): number;
  /**
   * Has a reaction react again to the events of the log after `after`, up to `through`. With `allTypes` also to those that
   * its target has not chosen.
   */
  reactAgain(
    subscription: string,
    range: { readonly after: number; readonly through: number; readonly allTypes: boolean },
  ): void;
  /** Whether a reaction can be given another range: only so many wait at the same time. */
  canReactAgain(subscription: string): boolean;
  /** Gives a token back to its bucket, if there is one. */
  returnToken(request: TokenRequest, now: number): void;
}

/** What texts about a person contain. */
export interface PersonTraces {
  readonly customerIds: readonly string[];
  readonly emails: readonly string[];
}

type Follows = "events" | "audit-log";

/** An aggregate with its current version. */
export interface AggregateRow {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

/** An aggregate that events have touched, with the seq of the last of them. */
export interface ChangedAggregate extends AggregateRow {
  readonly seq: number;
}

/** The aggregate types of a walk, in its order. With `fromSeq`, only what events since then have touched, also what they deleted. */
export interface AggregateWalk {
  readonly types: readonly string[];
  readonly fromSeq: number | null;
}

/** The aggregate after which the next page of a walk begins. */
export interface AggregateCursor {
  readonly type: string;
  readonly id: string;
}

/** What was read of an aggregate, and its size. */
export interface Measured<Item> {
  readonly item: Item;
  readonly bytes: number;
}

/** A page of a walk. */
export interface AggregatePage<Item> {
  readonly items: readonly Item[];
  readonly next: AggregateCursor | null;
}

/** Events in the log that wait for a reaction. */
export interface ConsumedEvents {
  readonly count: number;
  readonly since: string | null;
}

/** The end of the log. */
export interface LogEnd {
  readonly epoch: number;
  readonly head: number;
  /** The log's head when the epoch began. Up to here, the log is the same in the previous epoch. */
  readonly beganAt: number;
}

/** The size of the log and of the audit log. */
export interface LogSize {
  readonly logBytes: number;
  readonly events: number;
  readonly auditHead: number;
}

/** The filters of a page of the log. */
export interface EventFilter {
  readonly after: number;
  readonly limit: number;
  readonly type: string | null;
  /** An id, or `type/id`. */
  readonly aggregate: string | null;
  readonly correlation: string | null;
  /** A trace id. */
  readonly trace: string | null;
  /** The id of a request. Finds the events of the request itself, not those that followed from them. */
  readonly request: string | null;
}

/** Matching events, and the seq after which the next page begins; null at the end of the log. */
export interface EventsPage {
  readonly items: readonly StoredEvent[];
  readonly next: number | null;
}

/** An event in the version it was written in. */
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
  readonly traceId: string | null;
  readonly data: unknown;
  /** As in the envelope: set on the last event of an aggregate in a command. */
  readonly state?: unknown;
  readonly stateVersion?: number;
}

/** The object's facts about its subscriptions. */
export interface SubscriptionFacts {
  readonly epoch: number;
  readonly head: number;
  readonly auditHead: number;
  /** Set while a subscription is ahead of the log. */
  readonly aheadOfLogAt: string | null;
  /** The subscription that is being rebuilt, and the error that blocks it. */
  readonly rebuilding: string | null;
  readonly rebuildError: string | null;
  readonly subscriptions: readonly SubscriptionFact[];
}

/** The object's facts about one subscription. */
export interface SubscriptionFact {
  readonly name: string;
  readonly follows: Follows;
  readonly acknowledged: number;
  readonly parkedAt: number | null;
  readonly parkedEvent: { readonly type: string; readonly version: number } | null;
  readonly attempts: number | null;
  readonly nextAt: number | null;
  readonly error: string | null;
  /** Events that a reaction has taken over but not finished, and when the first of them was written. */
  readonly openTasks: number;
  readonly openSince: string | null;
  /** Events that were trimmed before a reaction could take them over. */
  readonly skipped: number;
}
