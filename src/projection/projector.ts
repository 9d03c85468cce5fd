import type { AuditSlice } from "../../durable-objects/audit/audit-log.ts";
import type { FailedAttempt, Verdict } from "../../durable-objects/delivery/attempts.ts";
import type { ParkedEvent } from "../../durable-objects/delivery/subscriptions.ts";
import type { SettledTasks } from "../../durable-objects/reactions/claims.ts";
import type { LogSlice } from "../../durable-objects/write/log.ts";
import type { ReactionTask, TaskReport } from "../kernel/delivery/reaction.ts";
import type { RebuildReason, RebuildTask, SnapshotCursor, SnapshotPage } from "../kernel/delivery/rebuild.ts";
import type { Registry } from "../kernel/registry.ts";
import type { ReadModel } from "../kernel/storage/storage.ts";
import type { Random } from "../kernel/values/id.ts";
import type { Envelope } from "../kernel/write/event.ts";
import type { Trace } from "../telemetry/trace.ts";
import type { Position } from "./positions/positions.ts";
import type { Outside } from "./reactions/outside.ts";

/** The methods of a tenant's object that the projector calls. */
export interface TenantLog {
  eventsAfter(seq: number, limit: number): Promise<LogSlice | null>;
  auditLogAfter(seq: number, limit: number): Promise<AuditSlice | null>;
  acknowledge(subscription: string, epoch: number, seq: number): Promise<void>;
  /** How far the object believes a subscription to be. Null if the object or the subscription does not exist. */
  acknowledgedPosition(subscription: string): Promise<Position | null>;
  /** The read model has lost what a subscription wrote: it is at an earlier position than it once was. */
  movedBack(subscription: string, position: Position): Promise<void>;
  failed(attempt: FailedAttempt): Promise<Verdict | null>;
  parked(subscription: string, event: ParkedEvent): Promise<void>;
  /** Claims at most `limit` tasks of a reaction. Each one must be reported with `settleTasks`. */
  claimTasks(subscription: string, limit: number): Promise<readonly ReactionTask[] | null>;
  /** Reports the outcomes of tasks, and claims at most `more` further ones. Null if the object doesn't exist. */
  settleTasks(
    subscription: string,
    reports: readonly TaskReport[],
    more: number,
  ): Promise<SettledTasks | null>;
  /** Reports that the subscription's rows can only be corrected by a rebuild. The epoch is the log's. */
  needsRebuild(
    subscription: string,
    reason: Exclude<RebuildReason, "requested">,
    epoch: number,
  ): Promise<void>;
  /** Reports that older code has projected. The views are rebuilt, unless they are already. */
  outdated(subscription: string): Promise<void>;
  /** Reports a position ahead of the log. The object must have been restored to an earlier time. */
  aheadOfLog(subscription: string, position: Position): Promise<void>;
  /** The rebuild or replay in progress, or null. */
  rebuild(): Promise<RebuildTask | null>;
  /** The next page of snapshots. Null if the rebuild is no longer in progress. */
  snapshotsAfter(rebuildId: string, after: SnapshotCursor | null): Promise<SnapshotPage | null>;
  rebuildProgressed(rebuildId: string, aggregates: number): Promise<void>;
  rebuildCompleted(rebuildId: string, aggregates: number): Promise<void>;
  rebuildFailed(rebuildId: string, error: string): Promise<void>;
  /** One aggregate's current state. Null if the aggregate never existed. */
  snapshot(type: string, id: string): Promise<Envelope | null>;
}

export interface ProjectorDeps {
  readonly registry: Registry;
  /** Must read and write the primary. */
  readonly readModel: ReadModel;
  readonly log: (tenantId: string) => TenantLog;
  readonly now: () => number;
  readonly random: Random;
  readonly report: (run: RunReport) => void;
  readonly outside: Outside;
}

/** What the log says of a dead letter: the letter, its event, and the cause is the report's `error`. */
export interface DeadLetterReport {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly aggregate: string | null;
  readonly correlationId: string;
  readonly attempts: number;
}

/** What happened to a run of events, or to a reaction's one event. */
export interface RunReport {
  readonly tenant: string;
  readonly subscription: string;
  readonly from: number;
  readonly to: number;
  readonly events: number;
  readonly statements: number;
  readonly outcome:
    | "projected"
    | "reacted"
    | "lost-race"
    | "parked"
    | "failed"
    | "set-aside"
    | "stopped"
    | "rebuilt";
  /** When the first event happened. Null if there is none, or it does not say. */
  readonly since: string | null;
  /** Set for a reaction. */
  readonly reaction?: ReactionReport | undefined;
  readonly error?: string | undefined;
  /** Set for `set-aside`: the dead letter that was written. */
  readonly deadLetter?: DeadLetterReport | undefined;
  /** The traces of the events. */
  readonly traceparents: readonly (string | undefined)[];
}

/** A reaction's event, its place in the event's trace, and when it began (milliseconds since 1970). */
export interface ReactionReport {
  readonly event: { readonly id: string; readonly type: string };
  readonly trace: Trace;
  readonly startedAt: number;
}
