import { DurableObject } from "cloudflare:workers";
import { drizzle } from "drizzle-orm/durable-sqlite";
import type { Epoch } from "../src/kernel/delivery/epoch.ts";
import { reactionOf, type TaskOutcome, type TaskReport } from "../src/kernel/delivery/reaction.ts";
import type { RebuildReason, SnapshotCursor } from "../src/kernel/delivery/rebuild.ts";
import { registry } from "../src/registry.ts";
import { flushTelemetry } from "../src/telemetry/isolate.ts";
import { logFailure, logJobFailure } from "../src/telemetry/log/failure.ts";
import type { BeginRequest } from "./access/admission.ts";
import type { Refused } from "./audit/refusals.ts";
import { type CoreDeps, createCore, type Identity, provision, type TenantCore } from "./core.ts";
import type { FailedAttempt } from "./delivery/attempts.ts";
import type { ParkedEvent } from "./delivery/subscriptions.ts";
import { isProvisioned } from "./storage/migrate.ts";
import { tenantMigrations } from "./storage/migrations.ts";
import type { ObjectStorage } from "./storage/storage.ts";
import { tenantDatabase } from "./storage/tenant-database.ts";
import { logAlarm } from "./telemetry/alarms.ts";
import { createCommandLog } from "./telemetry/commands.ts";
import { logRelay } from "./telemetry/relays.ts";
import { countRows } from "./telemetry/rows.ts";
import type { Watched, WatchRequest } from "./waiting/watchers.ts";
import type { IdempotencyKey, StoredAnswer } from "./write/idempotency.ts";
import type { AskRequest, ExecuteRequest, ExecuteResult } from "./write/transaction.ts";

/**
 * The writer of one tenant, named by the tenant's id. It is a thin shell that gives the core its storage, queues
 * and clock. It refuses calls to an object that was never provisioned, so forged names never create storage.
 */
export class TenantObject extends DurableObject<Env> {
  readonly #counted = countRows(this.ctx.storage);
  readonly #commandLog = createCommandLog(() => this.#tenantId, this.#counted.rows);
  #core: TenantCore | null = null;
  #restoring = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    void ctx.blockConcurrencyWhile(async () => {
      if (!isProvisioned(this.#storage())) return;
      const core = createCore(this.#deps());
      // The name can be missing if an alarm woke the object. A wrong name is never accepted.
      if (ctx.id.name !== undefined && core.tenantId() !== ctx.id.name)
        throw new Error("an object answers to its own name only");
      this.#core = core;
    });
  }

  provision(identity: Identity): void {
    if (identity.tenantId !== this.ctx.id.name) throw new Error("an object answers to its own name only");
    if (this.#core !== null) return;
    provision(this.#deps(), identity);
    this.#core = createCore(this.#deps());
  }

  execute(request: ExecuteRequest): ExecuteResult {
    if (this.#core === null) return notProvisioned;
    if (this.#restoring) return beingRestored;
    const result = this.#core.execute(request);
    flushTelemetry(this.ctx);
    return result;
  }

  /** Runs several commands in one call, each in its own transaction. */
  executeAll(requests: readonly ExecuteRequest[]): readonly ExecuteResult[] {
    const core = this.#core;
    if (core === null) return requests.map(() => notProvisioned);
    if (this.#restoring) return requests.map(() => beingRestored);
    const results = this.#commandLog.together(requests[0], () =>
      requests.map((request) => core.execute(request)),
    );
    flushTelemetry(this.ctx);
    return results;
  }

  begin(key: IdempotencyKey, asking?: BeginRequest) {
    return this.#core?.begin(key, asking) ?? { found: "nothing" as const };
  }

  finish(key: IdempotencyKey, stored: StoredAnswer | null): void {
    this.#core?.finish(key, stored);
  }

  ask(request: AskRequest) {
    return this.#core?.ask(request) ?? notProvisioned;
  }

  /** Waits for events, until a deadline. Null if too many wait already. */
  watch(request: WatchRequest): Promise<Watched | null> {
    return this.#core?.watch(request) ?? Promise.resolve(null);
  }

  /** Answers several strong reads in one call. */
  askAll(requests: readonly AskRequest[]) {
    return requests.map((request) => this.ask(request));
  }

  eventsAfter(seq: number, limit: number) {
    return this.#core?.eventsAfter(seq, limit) ?? null;
  }

  auditLogAfter(seq: number, limit: number) {
    return this.#core?.auditLogAfter(seq, limit) ?? null;
  }

  auditChainAfter(seq: number) {
    return this.#core?.auditChainAfter(seq) ?? null;
  }

  auditRefusal(refused: Refused): void {
    this.#core?.auditRefusal(refused);
  }

  acknowledge(subscription: string, epoch: number, seq: number): void {
    this.#core?.acknowledge(subscription, epoch, seq);
  }

  acknowledgedPosition(subscription: string) {
    return this.#core?.acknowledgedPosition(subscription) ?? null;
  }

  movedBack(subscription: string, epoch: number, seq: number): void {
    this.#core?.movedBack(subscription, epoch, seq);
  }

  failed(attempt: FailedAttempt) {
    return this.#core?.failed(attempt) ?? null;
  }

  parked(subscription: string, event: ParkedEvent): void {
    this.#core?.parked(subscription, event);
  }

  claimTasks(subscription: string, limit: number) {
    return this.#core?.claimTasks(subscription, limit) ?? null;
  }

  settleTasks(subscription: string, reports: readonly TaskReport[], more: number) {
    return this.#core?.settleTasks(subscription, reports, more) ?? null;
  }

  /** Consumers of an older release call this while a deployment runs. */
  settleTask(subscription: string, eventId: string, claim: number, outcome: TaskOutcome, more: number) {
    const settled = this.settleTasks(subscription, [{ eventId, claim, outcome }], more);
    return settled === null ? null : { verdict: settled.verdicts[0] ?? null, next: settled.next };
  }

  needsRebuild(subscription: string, reason: Exclude<RebuildReason, "requested">, epoch: number): void {
    this.#core?.needsRebuild(subscription, reason, epoch);
  }

  outdated(subscription: string): void {
    this.#core?.outdated(subscription);
  }

  /**
   * Makes the next session of this object start from an earlier point in time. Until then, writes are refused.
   * Returns false if the platform has no history of the object, as on one machine.
   */
  async prepareRestore(at: number): Promise<boolean> {
    const { storage } = this.ctx;
    try {
      const bookmark = await storage.getBookmarkForTime(at);
      this.#restoring = true;
      await storage.onNextSessionRestoreBookmark(bookmark);
      return true;
    } catch (error) {
      this.#restoring = false;
      logFailure("restore", error, { tenant_id: this.#tenantId });
      return false;
    }
  }

  /** Ends this session. The next call starts another one. */
  restart(): void {
    this.ctx.abort("put back to an earlier time");
  }

  /** Deletes everything that is stored. The object is then one that was never provisioned. */
  async destroy(): Promise<void> {
    this.#core = null;
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  outbox() {
    return this.#core?.outbox() ?? null;
  }

  adopt(epoch: Epoch): void {
    this.#core?.adopt(epoch);
  }

  aheadOfLog(subscription: string, epoch: number, seq: number): void {
    this.#core?.aheadOfLog(subscription, epoch, seq);
  }

  rebuild() {
    return this.#core?.rebuild() ?? null;
  }

  snapshotsAfter(rebuildId: string, after: SnapshotCursor | null) {
    return this.#core?.snapshotsAfter(rebuildId, after) ?? null;
  }

  rebuildProgressed(rebuildId: string, aggregates: number): void {
    this.#core?.rebuildProgressed(rebuildId, aggregates);
  }

  rebuildCompleted(rebuildId: string, aggregates: number): void {
    this.#core?.rebuildCompleted(rebuildId, aggregates);
  }

  rebuildFailed(rebuildId: string, error: string): void {
    this.#core?.rebuildFailed(rebuildId, error);
  }

  snapshot(type: string, id: string) {
    return this.#core?.snapshot(type, id) ?? null;
  }

  whenProjected(seq: number, withinMs: number): Promise<boolean> {
    return this.#core?.whenProjected(seq, withinMs) ?? Promise.resolve(false);
  }

  override async alarm(): Promise<void> {
    const core = this.#core;
    if (core !== null) await logAlarm(this.#tenantId, (traceparent) => core.alarm(traceparent));
    flushTelemetry(this.ctx);
  }

  /** An object that an alarm woke may not know its name, but it knows whose it is. */
  get #tenantId(): string {
    return this.ctx.id.name ?? this.#core?.tenantId() ?? "";
  }

  #storage(): ObjectStorage {
    const { storage } = this.ctx;
    return {
      database: tenantDatabase(drizzle(this.#counted.storage)),
      run: (sql) => void storage.sql.exec(sql),
      transaction: (body) => storage.transactionSync(body),
      setAlarm: (at) => void storage.setAlarm(at),
    };
  }

  #deps(): CoreDeps {
    return {
      storage: this.#storage(),
      registry,
      migrations: tenantMigrations(registry.modules),
      now: Date.now,
      random: Math.random,
      ...(rateLimitsAreOff(this.env) ? { shopperBudget: null, tokenBuckets: false } : {}),
      send: async (notifications) => {
        // All messages of one send are for one subscription.
        const reaction = reactionOf(registry.reactionByName, notifications[0]?.subscription ?? "");
        const queue = reaction === null ? this.env.EVENTS : this.env.REACTIONS;
        await queue.sendBatch(notifications.map((body) => ({ body })));
      },
      wake: (subscription, rebuild) => this.ctx.exports.Projector.wake(this.#tenantId, subscription, rebuild),
      background: (work) => this.ctx.waitUntil(work),
      afterWake: (work) => this.ctx.waitUntil(scheduler.wait(writesAfterMs).then(work)),
      observer: this.#commandLog,
      failed: (job, error) => logJobFailure(job, error, this.#tenantId),
      report: (relay) => logRelay(this.#tenantId, relay),
    };
  }
}

/** A binding's type is its value in wrangler.toml. Each environment sets its own. */
function rateLimitsAreOff({ RATE_LIMITS }: { readonly RATE_LIMITS?: string }): boolean {
  return RATE_LIMITS === "off";
}

/** How long an object that has woken only reads. */
const writesAfterMs = 50;

const notProvisioned = {
  ok: false,
  refusal: { code: "tenant-not-found", detail: "There is no such tenant." },
} as const;

const beingRestored = {
  ok: false,
  refusal: { code: "overloaded", detail: "The tenant is being put back to an earlier time." },
} as const;
