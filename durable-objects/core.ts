import type { Epoch } from "../src/kernel/delivery/epoch.ts";
import { readModelName } from "../src/kernel/delivery/subscription.ts";
import type { Registry } from "../src/kernel/registry.ts";
import type { Migration } from "../src/kernel/storage/storage.ts";
import { newUlid, type Random } from "../src/kernel/values/id.ts";
import type { Result } from "../src/kernel/values/result.ts";
import { type AuditSlice, type NewAuditLogEntry, readAuditLog, record } from "./audit-log.ts";
import type { FailedAttempt, Verdict } from "./delivery/attempts.ts";
import { createDelivery, relayWithinMs } from "./delivery/delivery.ts";
import { type OutboxDeps, windowSize } from "./delivery/outbox.ts";
import { ensureSubscriptions, type ParkedEvent } from "./delivery/subscriptions.ts";
import { type LogLimits, logLimits } from "./delivery/trim.ts";
import { adopt, markAheadOfLog } from "./epochs.ts";
import {
  type Begun,
  forgetExpired,
  type IdempotencyKey,
  recall,
  remember,
  type StoredAnswer,
} from "./idempotency.ts";
import { type LogSlice, readLog, readObject } from "./log.ts";
import { migrate } from "./migrate.ts";
import { reconcileReactions } from "./reactions/reactions.ts";
import { createRefusalSampler } from "./refusal-sampler.ts";
import { runScheduledJob } from "./scheduled-job.ts";
import { createSchedules } from "./schedules.ts";
import type { ObjectStorage } from "./storage.ts";
import { object } from "./tables.ts";
import {
  type AskRequest,
  ask,
  type ExecuteRequest,
  type ExecuteResult,
  execute,
  type TransactionDeps,
} from "./transaction.ts";

export interface CoreDeps extends Pick<OutboxDeps, "send" | "wake" | "report"> {
  readonly storage: ObjectStorage;
  readonly registry: Registry;
  readonly migrations: readonly Migration[];
  readonly now: () => number;
  readonly random: Random;
  readonly newBearerToken: TransactionDeps["newBearerToken"];
  /** What of the log is kept; the platform's own limits where it is left out. */
  readonly limits?: Partial<LogLimits>;
  /** Goes on after the answer has left. */
  readonly background: (work: Promise<void>) => void;
  /** A chore of the alarm failed and will be tried again, or the log is not what its followers know. */
  readonly failed: (job: string, error: unknown) => void;
}

export interface Identity {
  readonly tenantId: string;
  readonly slug: string;
  readonly epoch: number;
}

/** A tenant's object without its platform: everything the thin shell in `tenant.ts` calls. */
export type TenantCore = ReturnType<typeof createCore>;

const pullBytes = 1024 * 1024;
/** Entries of the journal in one pull; each is told with what it changed. */
const auditPull = 200;
/** Between two turns of the same chore, other requests come first. */
const batchPauseMs = 1_000;
const retryJobAfterMs = 5_000;
/** A claim on work of many commands that nobody gave back is void by then. */
const longestWorkMs = 15 * 60 * 1000;

/** Gives a new object its tables and its name. Safe to repeat. */
export function provision(deps: CoreDeps, identity: Identity): void {
  migrate(deps.storage, deps.migrations);
  const { database } = deps.storage;
  deps.storage.transaction(() => {
    const provisionedAt = new Date(deps.now()).toISOString();
    database
      .insert(object)
      .values({ id: 1, ...identity, provisionedAt })
      .onConflictDoNothing()
      .run();
    ensureSubscriptions(database, deps.registry);
    reconcileReactions(database, deps.registry);
  });
}

/** Wakes a provisioned object: migrates it and takes up what it left undone. */
export function createCore(deps: CoreDeps) {
  const { storage, registry, now } = deps;
  const { database } = storage;
  const limits = { ...logLimits, ...deps.limits };
  migrate(storage, deps.migrations);
  const schedules = createSchedules(storage);
  const claims = new Map<string, number>();
  const transaction: TransactionDeps = {
    ...deps,
    schedules,
    relayWithinMs,
    mostLogBytes: limits.mostBytes,
    eventRetentionMs: limits.retentionMs,
    admitRefusal: createRefusalSampler(now),
    changed: () => delivery.changed(),
  };
  const command = (name: string, input: unknown) => {
    const correlationId = newUlid(now(), deps.random);
    const result = execute(transaction, { command: name, input, actor: { kind: "system" }, correlationId });
    if (!result.ok) throw new Error(`${name}: ${result.refusal.detail}`);
    delivery.relay();
  };
  const delivery = createDelivery(deps, schedules, limits, command);
  const jobOfModule = async (name: string) => {
    const next = runScheduledJob(transaction, name);
    if (next !== null) schedules.arm(name, Math.max(next, now() + batchPauseMs));
    delivery.relay();
  };
  const scheduledJobs: Readonly<Record<string, () => Promise<void>>> = {
    ...Object.fromEntries([...registry.scheduledJobNames].map((name) => [name, () => jobOfModule(name)])),
    ...delivery.scheduledJobs,
    async expire() {
      const next = storage.transaction(() => forgetExpired(database, now()));
      if (next !== null) schedules.arm("expire", Math.max(next, now() + batchPauseMs));
    },
  };
  /** Before anything else: what the object knows may be of a life that is over. */
  const live = (epoch: Epoch | undefined) => {
    if (epoch === undefined || epoch.epoch <= readObject(database).epoch) return;
    storage.transaction(() => adopt(database, epoch));
    delivery.rebuilds.needsRebuild(readModelName, "epoch");
    delivery.relay();
  };
  /** A follower is beyond the log: the object was put back to an earlier time, and nobody said so. */
  const aheadOfLog = (subscription: string, epoch: number, seq: number): void => {
    const self = readObject(database);
    if (epoch < self.epoch || (epoch === self.epoch && seq <= delivery.headOf(subscription))) return;
    if (markAheadOfLog(database, now()))
      deps.failed("restore", new Error(`${subscription} is at ${seq} of epoch ${epoch}, beyond the log`));
  };
  schedules.rearm();

  return {
    ...delivery.rebuilds,
    ...delivery.reactions,
    tenantId: () => readObject(database).tenantId,
    execute(request: ExecuteRequest): ExecuteResult {
      live(request.epoch);
      const result = execute(transaction, request);
      // Even a refusal is an entry in the journal, which has a follower too.
      if (!result.ok || !result.replayed) delivery.relay();
      return result;
    },
    /** Claims a key for work of many commands. The claim lives in memory: a crash gives it back. */
    begin(key: IdempotencyKey): Begun {
      const recalled = recall(database, key, now());
      if (recalled.found !== "nothing") return recalled;
      if ((claims.get(key.scope) ?? 0) > now()) return { found: "running" };
      claims.set(key.scope, now() + longestWorkMs);
      return recalled;
    },
    /** Gives the claim back, and keeps the answer if there is one. */
    finish(key: IdempotencyKey, stored: StoredAnswer | null): void {
      claims.delete(key.scope);
      if (stored === null) return;
      storage.transaction(() => {
        remember(database, key, now(), stored);
        schedules.arm("expire", now() + key.retentionMs);
      });
    },
    ask(request: AskRequest): Result<unknown> {
      live(request.epoch);
      return ask(transaction, request);
    },
    /** A later life of the object begins. */
    adopt: (epoch: Epoch): void => live(epoch),
    aheadOfLog,
    eventsAfter: (seq: number, limit: number): LogSlice =>
      readLog(database, seq, Math.min(limit, windowSize), pullBytes),
    auditLogAfter: (seq: number, limit: number): AuditSlice =>
      readAuditLog(database, registry, seq, Math.min(limit, auditPull)),
    auditLog(entry: Omit<NewAuditLogEntry, "at">): void {
      if (!transaction.admitRefusal()) return;
      storage.transaction(() => {
        record(database, { ...entry, at: now() });
        schedules.arm("relay", now() + relayWithinMs);
      });
      delivery.relay();
    },
    acknowledge(subscription: string, epoch: number, seq: number): void {
      aheadOfLog(subscription, epoch, seq);
      delivery.acknowledge(subscription, epoch, seq);
    },
    failed: (attempt: FailedAttempt): Verdict => delivery.failed(attempt),
    parked: (subscription: string, event: ParkedEvent): void => delivery.parked(subscription, event),
    whenProjected: (seq: number, withinMs: number): Promise<boolean> => delivery.whenProjected(seq, withinMs),
    /** Never throws: after a few failed alarms the platform would give up calling. */
    async alarm(): Promise<void> {
      for (const name of schedules.takeDue(now())) {
        try {
          await scheduledJobs[name]?.();
        } catch (error) {
          deps.failed(name, error);
          schedules.arm(name, now() + retryJobAfterMs);
        }
      }
      schedules.rearm();
    },
  };
}
