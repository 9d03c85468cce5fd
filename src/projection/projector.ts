import type { AuditSlice } from "../../durable-objects/audit/audit-log.ts";
import type { FailedAttempt, Verdict } from "../../durable-objects/delivery/attempts.ts";
import type { ParkedEvent } from "../../durable-objects/delivery/subscriptions.ts";
import type { SettledTask } from "../../durable-objects/reactions/claims.ts";
import type { LogSlice } from "../../durable-objects/write/log.ts";
import type { ReactionTask, TaskOutcome } from "../kernel/delivery/reaction.ts";
import type { RebuildReason, RebuildTask, SnapshotCursor, SnapshotPage } from "../kernel/delivery/rebuild.ts";
import type { Registry } from "../kernel/registry.ts";
import type { ReadModel } from "../kernel/storage/storage.ts";
import type { Random } from "../kernel/values/id.ts";
import type { Envelope } from "../kernel/write/event.ts";
import type { Position } from "./positions/positions.ts";
import type { Outside } from "./reactions/outside.ts";

/** A tenant's object as its followers see it. */
export interface TenantLog {
  eventsAfter(seq: number, limit: number): Promise<LogSlice | null>;
  auditLogAfter(seq: number, limit: number): Promise<AuditSlice | null>;
  acknowledge(subscription: string, epoch: number, seq: number): Promise<void>;
  failed(attempt: FailedAttempt): Promise<Verdict | null>;
  parked(subscription: string, event: ParkedEvent): Promise<void>;
  /** Hands over tasks of a reaction, at most so many. Each is reported back with `settleTask`. */
  claimTasks(subscription: string, limit: number): Promise<readonly ReactionTask[] | null>;
  /** Reports a task, and claims at most `more` tasks to go on with. Null if the object is not there. */
  settleTask(
    subscription: string,
    eventId: string,
    claim: number,
    outcome: TaskOutcome,
    more: number,
  ): Promise<SettledTask | null>;
  /** What it has made of this log can only be put right by making it anew. */
  needsRebuild(subscription: string, reason: Exclude<RebuildReason, "requested">): Promise<void>;
  /** It is further than the log, which must have been put back to an earlier time. */
  aheadOfLog(subscription: string, position: Position): Promise<void>;
  /** The rebuild or replay that is under way. */
  rebuild(): Promise<RebuildTask | null>;
  /** The next page of it; null where it is no longer under way. */
  snapshotsAfter(rebuildId: string, after: SnapshotCursor | null): Promise<SnapshotPage | null>;
  rebuildProgressed(rebuildId: string, aggregates: number): Promise<void>;
  rebuildCompleted(rebuildId: string, aggregates: number): Promise<void>;
  rebuildFailed(rebuildId: string, error: string): Promise<void>;
  /** How one aggregate is now; null where there never was one. */
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
  readonly error?: string | undefined;
  readonly traceparent?: string | undefined;
}
