import { type CoreDeps, createCore, provision, type TenantCore } from "../../../durable-objects/core.ts";
import type { Notified } from "../../../durable-objects/delivery/outbox.ts";
import type { LogLimits } from "../../../durable-objects/delivery/trim.ts";
import { tenantMigrations } from "../../../durable-objects/storage/migrations.ts";
import { openMigrated } from "../../../local/node/migrated.ts";
import { type LocalStorage, openStorage } from "../../../local/node/object-storage.ts";
import { createRandom } from "../../../local/node/random.ts";
import type { Module } from "../../../src/kernel/module.ts";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { newId, platformIds } from "../../../src/kernel/values/id.ts";
import { modules as platformModules } from "../../../src/modules.ts";
import { consume } from "../../../src/projection/consumer.ts";
import { nextEpoch } from "../../../src/projection/epochs.ts";
import { behindBreaker, createBreaker } from "../../../src/projection/failures/breaker.ts";
import type { ProjectorDeps, RunReport } from "../../../src/projection/projector.ts";
import { serve } from "../../../src/projection/serve.ts";
import { checkOutput } from "../answers.ts";
import { createClock } from "../clock.ts";
import { notes, readModelTable } from "../notes/index.ts";
import { createOutside } from "../outside/outside.ts";
import { logOf } from "./log.ts";
import { batchOf, createQueue, type Settled } from "./queue.ts";
import { openReadModel } from "./read-model.ts";

/** A tenant's object on this machine: its core and storage. */
export interface LocalTenant {
  readonly id: string;
  storage: LocalStorage;
  core: TenantCore;
}

/** The platform with the read model as its only subscription, for delivery tests. */
export const readModelOnly: readonly Module[] = [
  ...platformModules
    .filter(({ subscriptions }) => subscriptions.length === 0)
    .map((module) => ({ ...module, reactions: [] })),
  notes,
];

export type LocalPlatform = ReturnType<typeof openPlatform>;

/**
 * The whole write and read side in one process: real cores and the real projector, with node:sqlite for the
 * objects' storage and for D1. Tests can inject faults into the clock, queue and database.
 */
export function openPlatform(
  modules: readonly Module[] = [...platformModules, notes],
  limits: Partial<LogLimits> = {},
  readModel = openReadModel(),
) {
  const clock = createClock();
  const random = createRandom(1);
  let code = modules;
  let registry = createRegistry(modules);
  const queue = createQueue();
  const breaker = createBreaker(clock.now, random);
  readModel.run(readModelTable);
  const tenantById = new Map<string, LocalTenant>();
  const relays: Notified[] = [];
  const runs: RunReport[] = [];
  const alerts: string[] = [];
  let unfinished: Promise<void>[] = [];
  const faults = {
    wakeFails: false,
    acknowledgementsAreLost: false,
    settlementsAreLost: false,
    nobodyBeginsAnEpoch: false,
  };

  const world = createOutside((id) => tenantById.get(id)?.core, clock.now, random);
  const projectorDeps: ProjectorDeps = {
    get registry() {
      return registry;
    },
    readModel: behindBreaker(readModel, breaker),
    now: clock.now,
    random,
    log: (id) =>
      logOf(
        () => tenantById.get(id)?.core,
        faults,
        (above) => nextEpoch({ registry, readModel, now: clock.now }, id, above),
      ),
    report: (run) => runs.push(run),
    outside: world.outside,
  };

  const depsOf = (id: string, storage: LocalStorage): CoreDeps => ({
    storage,
    registry,
    migrations: tenantMigrations(code),
    limits,
    now: clock.now,
    random,
    send: queue.send,
    wake: async (subscription, rebuild) => {
      if (faults.wakeFails) throw new Error("the projector is not there");
      await serve(projectorDeps, { tenantId: id, subscription, rebuild });
    },
    background: (work) => unfinished.push(work),
    failed: (job, error) => {
      alerts.push(`${job}: ${String(error)}`);
      if (job === "restore" || job === "reactions") return;
      throw new Error(`the job ${job} failed: ${String(error)}`);
    },
    report: ({ notified }) => relays.push(...notified),
  });

  return {
    clock,
    get registry() {
      return registry;
    },
    queue,
    readModel,
    world,
    breaker,
    projectorDeps,
    relays,
    runs,
    alerts,
    faults,
    /** Creates a tenant for one test. Its storage may hold data that older code wrote. */
    tenant(
      id: string = newId(platformIds.tenant, clock.now(), random),
      storage = openStorage(openMigrated(tenantMigrations(code))),
    ): LocalTenant {
      const deps = depsOf(id, storage);
      provision(deps, { tenantId: id, slug: id.toLowerCase().replace("_", "-"), epoch: 1 });
      const tenant = { id, storage, core: checkedCore(deps) };
      tenantById.set(id, tenant);
      return tenant;
    },
    /** Evicts the object and wakes it again, optionally with other code. Only stored data survives. */
    wakeUp(tenant: LocalTenant): void {
      tenant.core = checkedCore(depsOf(tenant.id, tenant.storage));
    },
    /** Restores the object to an earlier state, as the platform can. The object can't detect it. */
    restore(tenant: LocalTenant, saved: LocalStorage): void {
      tenant.storage = saved;
      this.wakeUp(tenant);
    },
    /** Deploys other code: every object wakes with it, and the projector uses it. */
    deploy(newer: readonly Module[]): void {
      code = newer;
      registry = createRegistry(newer);
      for (const tenant of tenantById.values()) this.wakeUp(tenant);
    },
    /** Waits for background work. */
    async settle(): Promise<void> {
      while (unfinished.length > 0) {
        const work = unfinished;
        unfinished = [];
        await Promise.all(work);
      }
    },
    /** Lets runnable work continue without waiting for blocked work. */
    rest: () => new Promise<void>((resolve) => setImmediate(resolve)),
    /** Hands messages to the consumer as one batch. */
    async deliver(bodies: readonly unknown[] = queue.take()): Promise<readonly Settled[]> {
      const { batch, settled } = batchOf(bodies);
      await consume(batch, projectorDeps);
      await this.settle();
      return settled;
    },
    /** Delivers until nothing is in flight. */
    async deliverAll(): Promise<void> {
      await this.settle();
      for (let turns = 0; queue.waiting.length > 0; turns += 1) {
        if (turns === 100) throw new Error("the queue never empties");
        await this.deliver();
      }
    },
    /** Advances the clock to the object's alarm and fires it. */
    async fireAlarm(tenant: LocalTenant): Promise<void> {
      const at = tenant.storage.alarm();
      if (at === null) throw new Error("no alarm is set");
      clock.advance(Math.max(0, at - clock.now()));
      tenant.storage.takeAlarm();
      await tenant.core.alarm();
      await this.settle();
    },
    /** Advances the clock, and fires the object's alarms on the way. */
    async passTime(tenant: LocalTenant, milliseconds: number): Promise<void> {
      const until = clock.now() + milliseconds;
      for (let alarms = 0; ; alarms += 1) {
        if (alarms === 1_000) throw new Error("the alarm never stops");
        const due = tenant.storage.alarm();
        if (due === null || due > until) break;
        await this.fireAlarm(tenant);
        await this.deliverAll();
      }
      clock.advance(Math.max(0, until - clock.now()));
    },
    /** Fires alarms one by one and delivers all messages until the condition holds. */
    async passTimeUntil(tenant: LocalTenant, holds: () => boolean): Promise<void> {
      for (let alarms = 0; !holds(); alarms += 1) {
        if (alarms === 100) throw new Error("the condition never holds");
        await this.fireAlarm(tenant);
        await this.deliverAll();
      }
    },
    /** The read model's position in a tenant's log. */
    position(tenant: LocalTenant, subscription = "read-model"): unknown {
      return (
        readModel.rows(
          "SELECT epoch, seq FROM positions WHERE tenant_id = ?1 AND subscription = ?2",
          tenant.id,
          subscription,
        )[0] ?? null
      );
    },
  };
}

/** A core whose results must match their operations' output schemas. */
function checkedCore(deps: CoreDeps): TenantCore {
  const core = createCore(deps);
  const { operationByName } = deps.registry;
  const check = (name: string, answer: unknown) => {
    const operation = operationByName.get(name);
    if (operation !== undefined) checkOutput(operation, answer);
  };
  return {
    ...core,
    execute(request) {
      const result = core.execute(request);
      if (result.ok) check(request.command, result.answer);
      return result;
    },
    ask(request) {
      const result = core.ask(request);
      if (result.ok) check(request.query, result.value);
      return result;
    },
  };
}
