import type { Registry } from "../src/kernel/registry.ts";
import type { Result } from "../src/kernel/result.ts";
import type { Migration } from "../src/kernel/storage.ts";
import { runChore } from "./chore.ts";
import {
  type Begun,
  forgetExpired,
  type IdempotencyKey,
  type KeptAnswer,
  recall,
  remember,
} from "./idempotency.ts";
import { forgetOldEntries, type JournalEntry, readJournal, record } from "./journal.ts";
import { type LogSlice, readLog, readObject } from "./log.ts";
import { migrate } from "./migrate.ts";
import { createOutbox, type OutboxDeps, windowSize } from "./outbox.ts";
import { createRefusalSampler } from "./refusal-sampler.ts";
import { createSchedules } from "./schedules.ts";
import type { ObjectStorage } from "./storage.ts";
import { ensureSubscriptions, markAcknowledged, markRung, readSubscriptions } from "./subscriptions.ts";
import { object } from "./tables.ts";
import {
  type AskRequest,
  ask,
  type ExecuteRequest,
  type ExecuteResult,
  execute,
  type TransactionDeps,
} from "./transaction.ts";
import { createWaiters } from "./waiters.ts";

/** The one follower of the log so far: the projector that fills the read model. */
export const readModel = "read-model";

export interface CoreDeps extends Pick<OutboxDeps, "send" | "wake" | "now" | "random" | "report"> {
  readonly storage: ObjectStorage;
  readonly registry: Registry;
  readonly migrations: readonly Migration[];
  readonly newCapability: TransactionDeps["newCapability"];
  /** Goes on after the answer has left. */
  readonly background: (work: Promise<void>) => void;
  /** A chore of the alarm failed, and will be tried again. */
  readonly failed: (chore: string, error: unknown) => void;
}

export interface Identity {
  readonly tenantId: string;
  readonly slug: string;
  readonly epoch: number;
}

/** A tenant's object without its platform: everything the thin shell in `tenant.ts` calls. */
export type TenantCore = ReturnType<typeof createCore>;

const pullBytes = 1024 * 1024;
const relayWithinMs = 1_000;
/** Between two turns of the same chore, other requests come first. */
const turnPauseMs = 1_000;
const retryChoreAfterMs = 5_000;
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
    ensureSubscriptions(database, [readModel]);
  });
}

/** Wakes a provisioned object: migrates it and takes up what it left undone. */
export function createCore(deps: CoreDeps) {
  const { storage, now } = deps;
  const { database } = storage;
  migrate(storage, deps.migrations);
  const schedules = createSchedules(storage);
  const waiters = createWaiters(now);
  const claims = new Map<string, number>();
  const transaction: TransactionDeps = {
    ...deps,
    schedules,
    relayWithinMs,
    admitRefusal: createRefusalSampler(now),
  };
  const outbox = createOutbox({
    ...deps,
    tenantId: () => readObject(database).tenantId,
    head: () => readObject(database).head,
    subscriptions: () => readSubscriptions(database),
    readEvents: (after, limit) => readLog(database, after, limit, pullBytes).events,
    markRung: (name, ring) => markRung(database, name, ring),
    schedule: (at) => schedules.arm("relay", at),
  });
  const choreOfModule = async (name: string) => {
    const next = runChore(transaction, name);
    if (next !== null) schedules.arm(name, Math.max(next, now() + turnPauseMs));
    deps.background(outbox.relay());
  };
  const chores: Readonly<Record<string, () => Promise<void>>> = {
    ...Object.fromEntries([...deps.registry.choreNames].map((name) => [name, () => choreOfModule(name)])),
    relay: () => outbox.relay(),
    async expire() {
      const next = storage.transaction(() => forgetExpired(database, now()));
      if (next !== null) schedules.arm("expire", Math.max(next, now() + turnPauseMs));
    },
    async "forget-journal"() {
      const next = storage.transaction(() => forgetOldEntries(database, now()));
      if (next !== null) schedules.arm("forget-journal", Math.max(next, now() + turnPauseMs));
    },
  };
  // A crash may have taken a schedule with it, but never the events that it was for.
  if (readSubscriptions(database).some(({ position }) => position < readObject(database).head)) {
    schedules.arm("relay", now() + relayWithinMs);
  }
  schedules.rearm();

  return {
    tenantId: () => readObject(database).tenantId,
    execute(request: ExecuteRequest): ExecuteResult {
      const result = execute(transaction, request);
      if (result.ok && result.seq !== null && !result.replayed) deps.background(outbox.relay());
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
    finish(key: IdempotencyKey, kept: KeptAnswer | null): void {
      claims.delete(key.scope);
      if (kept === null) return;
      storage.transaction(() => {
        remember(database, key, now(), kept);
        schedules.arm("expire", now() + key.keptForMs);
      });
    },
    ask: (request: AskRequest): Result<unknown> => ask(transaction, request),
    eventsAfter: (seq: number, limit: number): LogSlice =>
      readLog(database, seq, Math.min(limit, windowSize), pullBytes),
    journalAfter: (seq: number, limit: number) => readJournal(database, seq, Math.min(limit, windowSize)),
    journal(entry: Omit<JournalEntry, "at">): void {
      if (transaction.admitRefusal()) storage.transaction(() => record(database, { ...entry, at: now() }));
    },
    acknowledge(subscription: string, epoch: number, seq: number): void {
      const self = readObject(database);
      if (epoch !== self.epoch || seq > self.head) return;
      const moved = markAcknowledged(database, subscription, seq);
      waiters.reached(seq);
      if (moved && seq < self.head) deps.background(outbox.relay());
    },
    /** Resolves once the read model has the seq; false when that takes too long or too many wait already. */
    whenProjected(seq: number, withinMs: number): Promise<boolean> {
      const position = readSubscriptions(database).find(({ name }) => name === readModel)?.position ?? 0;
      return position >= seq ? Promise.resolve(true) : waiters.wait(seq, withinMs);
    },
    /** Never throws: after a few failed alarms the platform would give up calling. */
    async alarm(): Promise<void> {
      for (const name of schedules.takeDue(now())) {
        try {
          await chores[name]?.();
        } catch (error) {
          deps.failed(name, error);
          schedules.arm(name, now() + retryChoreAfterMs);
        }
      }
      schedules.rearm();
    },
  };
}
