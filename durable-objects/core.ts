import type { Epoch } from "../src/kernel/delivery/epoch.ts";
import { readModelName } from "../src/kernel/delivery/subscription.ts";
import { isStorageFull } from "../src/kernel/storage/full.ts";
import type { Migration } from "../src/kernel/storage/storage.ts";
import { newUlid } from "../src/kernel/values/id.ts";
import type { Result } from "../src/kernel/values/result.ts";
import { type BeginRequest, beginRefusal } from "./access/admission.ts";
import { type AlarmReport, runDueJobs } from "./alarm.ts";
import { type AuditSlice, readAuditLog } from "./audit/audit-log.ts";
import { readChain } from "./audit/chain.ts";
import { createRefusalBudget } from "./audit/refusal-budget.ts";
import { auditRefusal, flushRefusalCounts, type Refused, refusalCountsJob } from "./audit/refusals.ts";
import type { FailedAttempt, Verdict } from "./delivery/attempts.ts";
import { createDelivery, type Delivery, relayWithinMs } from "./delivery/delivery.ts";
import type { DeliveryDeps } from "./delivery/deps.ts";
import { windowSize } from "./delivery/outbox.ts";
import { ensureSubscriptions, type ParkedEvent } from "./delivery/subscriptions.ts";
import { type LogLimits, logLimits } from "./delivery/trim.ts";
import { forgetBuckets } from "./limits/bucket-expiry.ts";
import { reconcileReactions, reconcileTargets } from "./reactions/reconcile.ts";
import { remembering } from "./storage/memory.ts";
import { migrate } from "./storage/migrate.ts";
import { readObject } from "./storage/object-row.ts";
import { createSchedules, type Schedules } from "./storage/schedules.ts";
import { object } from "./storage/tables.ts";
import type { CommandObserver } from "./telemetry/observer.ts";
import { createWatchers, type Watchers } from "./waiting/watchers.ts";
import { createClaims } from "./write/claims.ts";
import type { TransactionDeps } from "./write/deps.ts";
import { adopt, markAheadOfLog } from "./write/epochs.ts";
import type { Begun, IdempotencyKey } from "./write/idempotency.ts";
import { forgetExpired } from "./write/idempotency.ts";
import { type LogSlice, readLog } from "./write/log.ts";
import { runScheduledJob } from "./write/scheduled-job.ts";
import { defaultBudget, forgetSpent, type ShopperBudget } from "./write/shopper-budget.ts";
import {
  type AskRequest,
  ask,
  type ExecuteRequest,
  type ExecuteResult,
  execute,
} from "./write/transaction.ts";

export interface CoreDeps extends DeliveryDeps {
  readonly migrations: readonly Migration[];
  /** How much of the log is kept; the platform's own limits by default. */
  readonly limits?: Partial<LogLimits>;
  /**
   * When the object that has just woken may write. By default at once. A write that fails for lack of room ends a real
   * object, which must have answered the read that it woke for.
   */
  readonly afterWake?: (work: () => void) => void;
  /** How much shoppers may write; the platform's own budget by default. */
  readonly shopperBudget?: ShopperBudget;
  /** Whether commands take tokens from buckets; by default they do. */
  readonly tokenBuckets?: boolean;
  /** Watches commands; by default nobody does. */
  readonly observer?: CommandObserver;
}

export interface Identity {
  readonly tenantId: string;
  readonly slug: string;
  readonly epoch: number;
}

/** A tenant object without Cloudflare: everything that the shell in `tenant.ts` calls. */
export type TenantCore = ReturnType<typeof createCore>;

const pullBytes = 1024 * 1024;
/** Entries of the audit log in one pull; each comes with what it changed. */
const auditPull = 200;
/** The pause between two batches of a job, for other requests. */
const batchPauseMs = 1_000;

/** Creates the tables and the identity of a new object. Safe to repeat. */
export function provision(deps: CoreDeps, identity: Identity): void {
  const storage = remembering(deps.storage);
  migrate(storage, deps.migrations);
  const { database } = storage;
  storage.transaction(() => {
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

/** Claims of keys, by callers who may call the workflow. */
function claimsOf(transaction: TransactionDeps) {
  const claims = createClaims(transaction);
  return {
    ...claims,
    begin(key: IdempotencyKey, asking?: BeginRequest): Begun {
      const refusal = beginRefusal(transaction, asking, transaction.now());
      return refusal === null ? claims.begin(key) : { found: "refusal", refusal };
    },
  };
}

/** Wakes a provisioned object: migrates it and resumes unfinished work. */
export function createCore(given: CoreDeps) {
  const deps = { ...given, storage: remembering(given.storage) };
  const { storage, registry, now } = deps;
  const { database } = storage;
  const limits = { ...logLimits, ...deps.limits };
  migrate(storage, deps.migrations);
  const schedules = createSchedules(storage, now);
  const watchers = createWatchers(database);
  const transaction = transactionDepsOf(deps, schedules, limits, watchers);
  const delivery = createDelivery(deps, schedules, limits, (name, input) => {
    executeAsSystem(transaction, name, input);
    delivery.relay();
  });
  const jobs = jobsOf(transaction, delivery);
  const epochs = epochsOf(deps, delivery);
  (deps.afterWake ?? immediately)(() => resume(deps, delivery, schedules));

  return {
    ...delivery.rebuilds,
    ...delivery.reactions,
    ...claimsOf(transaction),
    ...epochs,
    tenantId: () => readObject(database).tenantId,
    outbox: delivery.outbox,
    execute(request: ExecuteRequest): ExecuteResult {
      epochs.adopt(request.epoch);
      const result = execute(transaction, request);
      // Refusals are audit entries too, and the audit log has a subscription.
      if (!result.ok || !result.replayed) delivery.relay();
      return result;
    },
    ask(request: AskRequest): Result<unknown> {
      epochs.adopt(request.epoch);
      return ask(transaction, request);
    },
    eventsAfter: (seq: number, limit: number): LogSlice =>
      readLog(database, seq, Math.min(limit, windowSize), pullBytes),
    auditLogAfter: (seq: number, limit: number): AuditSlice =>
      readAuditLog(database, registry, seq, Math.min(limit, auditPull)),
    auditChainAfter: (seq: number) => readChain(database, seq, now()),
    auditRefusal(refusedAttempt: Refused): void {
      auditRefusal(transaction, refusedAttempt);
      delivery.relay();
    },
    acknowledge(subscription: string, epoch: number, seq: number): void {
      epochs.aheadOfLog(subscription, epoch, seq);
      delivery.acknowledge(subscription, epoch, seq);
    },
    acknowledgedPosition: delivery.acknowledgedPosition,
    movedBack: delivery.movedBack,
    failed: (attempt: FailedAttempt): Verdict => delivery.failed(attempt),
    parked: (subscription: string, event: ParkedEvent): void => delivery.parked(subscription, event),
    whenProjected: (seq: number, withinMs: number): Promise<boolean> => delivery.whenProjected(seq, withinMs),
    watch: watchers.watch,
    /** Runs what is due, in the given trace. */
    alarm: (traceparent = ""): Promise<AlarmReport> =>
      runDueJobs({ schedules, jobs, now, failed: deps.failed }, traceparent),
  };
}

/** Runs a command of the platform itself. */
function executeAsSystem(transaction: TransactionDeps, command: string, input: unknown): void {
  const correlationId = newUlid(transaction.now(), transaction.random);
  const result = execute(transaction, { command, input, actor: { kind: "system" }, correlationId });
  if (!result.ok) throw new Error(`${command}: ${result.refusal.detail}`);
}

function immediately(work: () => void): void {
  work();
}

/** On a full disk, only this fails: reads go on, and the next wake resumes the work. */
function resume({ failed }: CoreDeps, delivery: Delivery, schedules: Schedules): void {
  try {
    delivery.resume();
    schedules.rearm();
  } catch (error) {
    if (!isStorageFull(error)) throw error;
    failed("wake", error);
  }
}

function transactionDepsOf(
  deps: CoreDeps,
  schedules: Schedules,
  limits: LogLimits,
  watchers: Watchers,
): TransactionDeps {
  return {
    ...deps,
    schedules,
    relayWithinMs,
    mostLogBytes: limits.mostBytes,
    eventRetentionMs: limits.retentionMs,
    refusals: createRefusalBudget(deps.now),
    shopperBudget: deps.shopperBudget === undefined ? defaultBudget : deps.shopperBudget,
    tokenBuckets: deps.tokenBuckets ?? true,
    changed() {
      reconcileTargets(deps.storage.database, deps.registry);
      watchers.appended();
    },
  };
}

/** The jobs that the alarm runs, by name: those of modules, of delivery, and of the object itself. */
function jobsOf(
  transaction: TransactionDeps,
  delivery: Delivery,
): Readonly<Record<string, (traceparent: string) => Promise<void>>> {
  const { storage, schedules, registry, now } = transaction;
  const jobOfModule = async (name: string, traceparent: string) => {
    const { runs, pauseMs } = registry.burstByJob.get(name) ?? { runs: 1, pauseMs: batchPauseMs };
    let next = runScheduledJob(transaction, name, traceparent);
    for (let run = 1; run < runs && next !== null && next <= now(); run += 1)
      next = runScheduledJob(transaction, name, traceparent);
    if (next !== null) schedules.arm(name, Math.max(next, now() + pauseMs));
    delivery.relay();
  };
  return {
    ...Object.fromEntries(
      [...registry.scheduledJobNames].map((name) => [
        name,
        (traceparent: string) => jobOfModule(name, traceparent),
      ]),
    ),
    ...delivery.scheduledJobs,
    async [refusalCountsJob]() {
      if (flushRefusalCounts(transaction)) delivery.relay();
    },
    async expire() {
      const nexts = storage.transaction(() => [
        forgetExpired(storage.database, now()),
        forgetSpent(storage.database, now()),
        forgetBuckets(storage.database, now()),
      ]);
      for (const next of nexts)
        if (next !== null) schedules.arm("expire", Math.max(next, now() + batchPauseMs));
    },
  };
}

function epochsOf({ storage, now, failed }: CoreDeps, delivery: Delivery) {
  const { database } = storage;
  // Every call carries an epoch. It only grows while the object is in memory.
  let known = 0;
  return {
    /** Runs before anything else: the object may still be in an epoch that is over. */
    adopt(epoch: Epoch | undefined): void {
      if (epoch === undefined || epoch.epoch <= known) return;
      known = readObject(database).epoch;
      if (epoch.epoch <= known) return;
      storage.transaction(() => adopt(database, epoch));
      delivery.rebuilds.needsRebuild(readModelName, "epoch", epoch.epoch);
      delivery.relay();
    },
    /** A subscription is ahead of the log: the object was restored to an earlier time without notice. */
    aheadOfLog(subscription: string, epoch: number, seq: number): void {
      const self = readObject(database);
      if (epoch < self.epoch || (epoch === self.epoch && seq <= delivery.headOf(subscription))) return;
      if (markAheadOfLog(database, now()))
        failed("restore", new Error(`${subscription} is at ${seq} of epoch ${epoch}, ahead of the log`));
    },
  };
}
