import type { BeginRequest } from "../../durable-objects/access/admission.ts";
import type { AuditSlice } from "../../durable-objects/audit/audit-log.ts";
import type { Refused } from "../../durable-objects/audit/refusals.ts";
import type { Identity } from "../../durable-objects/core.ts";
import type { FailedAttempt, Verdict } from "../../durable-objects/delivery/attempts.ts";
import type { ParkedEvent } from "../../durable-objects/delivery/subscriptions.ts";
import type { SettledTasks } from "../../durable-objects/reactions/claims.ts";
import type { Watched, WatchRequest } from "../../durable-objects/waiting/watchers.ts";
import type { Begun, IdempotencyKey, StoredAnswer } from "../../durable-objects/write/idempotency.ts";
import type { LogSlice } from "../../durable-objects/write/log.ts";
import type { AskRequest, ExecuteRequest, ExecuteResult } from "../../durable-objects/write/transaction.ts";
import { refusal } from "../kernel/api/problem.ts";
import type { ChainSlice } from "../kernel/delivery/audit.ts";
import type { Epoch } from "../kernel/delivery/epoch.ts";
import type { OutboxState } from "../kernel/delivery/outbox.ts";
import type { ReactionTask, TaskReport } from "../kernel/delivery/reaction.ts";
import type { RebuildReason, RebuildTask, SnapshotCursor, SnapshotPage } from "../kernel/delivery/rebuild.ts";
import { type Result, refused } from "../kernel/values/result.ts";
import type { Envelope } from "../kernel/write/event.ts";
import type { Meter } from "../telemetry/meter.ts";
import { isNotNow, isWorthRepeating } from "./not-now.ts";

/** The methods of a tenant's object that the rest of the platform calls. */
export interface TenantClient {
  provision(identity: Identity): Promise<void>;
  execute(request: ExecuteRequest): Promise<ExecuteResult>;
  executeAll(requests: readonly ExecuteRequest[]): Promise<readonly ExecuteResult[]>;
  begin(key: IdempotencyKey, asking?: BeginRequest): Promise<Begun>;
  finish(key: IdempotencyKey, stored: StoredAnswer | null): Promise<void>;
  ask(request: AskRequest): Promise<Result<unknown>>;
  askAll(requests: readonly AskRequest[]): Promise<readonly Result<unknown>[]>;
  eventsAfter(seq: number, limit: number): Promise<LogSlice | null>;
  auditLogAfter(seq: number, limit: number): Promise<AuditSlice | null>;
  auditChainAfter(seq: number): Promise<ChainSlice | null>;
  acknowledge(subscription: string, epoch: number, seq: number): Promise<void>;
  acknowledgedPosition(subscription: string): Promise<{ epoch: number; seq: number } | null>;
  movedBack(subscription: string, epoch: number, seq: number): Promise<void>;
  failed(attempt: FailedAttempt): Promise<Verdict | null>;
  parked(subscription: string, event: ParkedEvent): Promise<void>;
  claimTasks(subscription: string, limit: number): Promise<readonly ReactionTask[] | null>;
  settleTasks(
    subscription: string,
    reports: readonly TaskReport[],
    more: number,
  ): Promise<SettledTasks | null>;
  needsRebuild(
    subscription: string,
    reason: Exclude<RebuildReason, "requested">,
    epoch: number,
  ): Promise<void>;
  outdated(subscription: string): Promise<void>;
  outbox(): Promise<OutboxState | null>;
  adopt(epoch: Epoch): Promise<void>;
  prepareRestore(at: number): Promise<boolean>;
  restart(): Promise<void>;
  destroy(): Promise<void>;
  aheadOfLog(subscription: string, epoch: number, seq: number): Promise<void>;
  rebuild(): Promise<RebuildTask | null>;
  snapshotsAfter(rebuildId: string, after: SnapshotCursor | null): Promise<SnapshotPage | null>;
  rebuildProgressed(rebuildId: string, aggregates: number): Promise<void>;
  rebuildCompleted(rebuildId: string, aggregates: number): Promise<void>;
  rebuildFailed(rebuildId: string, error: string): Promise<void>;
  snapshot(type: string, id: string): Promise<Envelope | null>;
  whenProjected(seq: number, withinMs: number): Promise<boolean>;
  watch(request: WatchRequest): Promise<Watched | null>;
  auditRefusal(refused: Refused): Promise<void>;
}

/** Creates a client for one tenant's object. The region is used only when the object is created. */
export function tenantClient(
  namespace: Env["TENANTS"],
  tenantId: string,
  meter: Meter,
  region?: string,
): TenantClient {
  // The stub has the object's own methods, but they return promises. Arguments and results are plain data.
  const stub = () => {
    meter.objects += 1;
    const options = region === undefined ? {} : { locationHint: region as DurableObjectLocationHint };
    return namespace.get(namespace.idFromName(tenantId), options) as unknown as TenantClient;
  };
  const retried = <Answer>(call: () => Promise<Answer>) => repeatable(call, meter);
  return {
    provision: (identity) => retried(() => stub().provision(identity)),
    execute: (request) => guarded(() => stub().execute(request)),
    executeAll: (requests) => guardedAll(requests, () => stub().executeAll(requests)),
    begin: (key, asking) => stub().begin(key, asking),
    finish: (key, stored) => stub().finish(key, stored),
    ask: (request) => guarded(() => retried(() => stub().ask(request))),
    askAll: (requests) => guardedAll(requests, () => retried(() => stub().askAll(requests))),
    eventsAfter: (seq, limit) => retried(() => stub().eventsAfter(seq, limit)),
    auditLogAfter: (seq, limit) => retried(() => stub().auditLogAfter(seq, limit)),
    auditChainAfter: (seq) => retried(() => stub().auditChainAfter(seq)),
    acknowledgedPosition: (subscription) => retried(() => stub().acknowledgedPosition(subscription)),
    movedBack: (subscription, epoch, seq) => retried(() => stub().movedBack(subscription, epoch, seq)),
    failed: (attempt) => stub().failed(attempt),
    parked: (subscription, event) => stub().parked(subscription, event),
    claimTasks: (subscription, limit) => stub().claimTasks(subscription, limit),
    settleTasks: (subscription, reports, more) =>
      retried(() => stub().settleTasks(subscription, reports, more)),
    needsRebuild: (subscription, reason, epoch) => stub().needsRebuild(subscription, reason, epoch),
    outdated: (subscription) => stub().outdated(subscription),
    outbox: () => retried(() => stub().outbox()),
    adopt: (epoch) => stub().adopt(epoch),
    prepareRestore: (at) => stub().prepareRestore(at),
    restart: () => stub().restart(),
    destroy: () => retried(() => stub().destroy()),
    aheadOfLog: (subscription, epoch, seq) => stub().aheadOfLog(subscription, epoch, seq),
    rebuild: () => retried(() => stub().rebuild()),
    snapshotsAfter: (rebuildId, after) => retried(() => stub().snapshotsAfter(rebuildId, after)),
    rebuildProgressed: (rebuildId, aggregates) => stub().rebuildProgressed(rebuildId, aggregates),
    rebuildCompleted: (rebuildId, aggregates) => stub().rebuildCompleted(rebuildId, aggregates),
    rebuildFailed: (rebuildId, error) => stub().rebuildFailed(rebuildId, error),
    snapshot: (type, id) => retried(() => stub().snapshot(type, id)),
    acknowledge: (subscription, epoch, seq) => stub().acknowledge(subscription, epoch, seq),
    whenProjected: (seq, withinMs) => stub().whenProjected(seq, withinMs),
    watch: (request) => retried(() => stub().watch(request)),
    auditRefusal: (refused) => stub().auditRefusal(refused),
  };
}

/**
 * Returns the refusal `overloaded` (503) if the object is overloaded or restarting. Throws any other error.
 */
async function guarded<Answer>(call: () => Promise<Answer>) {
  try {
    return await call();
  } catch (error) {
    if (!isNotNow(error)) throw error;
    return refused(refusal("overloaded", "The tenant's writer cannot answer right now."));
  }
}

/** The same for a call that answers several requests: all of them are refused. */
async function guardedAll<Answer>(
  requests: readonly unknown[],
  call: () => Promise<readonly Answer[]>,
): Promise<readonly (Answer | ReturnType<typeof refused>)[]> {
  const called = await guarded(async () => ({ ok: true as const, answers: await call() }));
  return called.ok ? called.answers : requests.map(() => called);
}

/**
 * Retries an idempotent call once. A stub that threw is broken, so each attempt creates a new one. It counts as one round
 * trip: the budget of an operation is about what it asks for, not about what fails.
 */
async function repeatable<Answer>(call: () => Promise<Answer>, meter: Meter): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (!isWorthRepeating(error)) throw error;
    meter.objects -= 1;
    meter.retries += 1;
    return await call();
  }
}
