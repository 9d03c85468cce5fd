import type { CoreDeps } from "../../durable-objects/core.ts";
import { tenantMigrations } from "../../durable-objects/migrations.ts";
import type { ObjectStorage } from "../../durable-objects/storage.ts";
import { newId } from "../../src/kernel/id.ts";
import type { Module } from "../../src/kernel/module.ts";
import { createRegistry, type Registry } from "../../src/kernel/registry.ts";
import type { Statement } from "../../src/kernel/storage.ts";
import { modules as platformModules } from "../../src/modules.ts";
import { type Breaker, behindBreaker } from "../../src/projection/breaker.ts";
import { wasForestalled } from "../../src/projection/checkpoints.ts";
import { wasOvertaken } from "../../src/projection/positions.ts";
import type { ProjectorDeps } from "../../src/projection/projector.ts";
import { createClock } from "../../test/support/clock.ts";
import { capabilityFrom, createRandom } from "../../test/support/random.ts";
import { holds } from "../clients/holds.ts";
import { Broken } from "../violation.ts";
import { createFaults } from "./faults.ts";
import { createHost, type Host } from "./host.ts";
import { type Code, createIsolate } from "./isolate.ts";
import { logThrough } from "./log.ts";
import { createNetwork } from "./network.ts";
import { poisonOf, wasPoisoned } from "./poison.ts";
import { isCrash, type Process } from "./process.ts";
import { createQueue } from "./queue.ts";
import { openDatabase } from "./read-model.ts";
import { tallyOf } from "./tally.ts";
import type { Wiring } from "./wiring.ts";

/** The platform's modules, holds on stock, and a view that counts effects. */
export const simulatedModules: readonly Module[] = (() => {
  const modules = [...platformModules, holds];
  return [...modules, tallyOf(modules)];
})();

const tenants = 3;
const isolateCount = 3;

export type World = ReturnType<typeof createWorld>;

/**
 * Objects, D1, queue, network and projectors in one process: the platform's own code, with everything that could differ
 * between two runs put in from here.
 */
export function createWorld(seed: number, wiring: Wiring) {
  const clock = createClock();
  const random = createRandom(seed ^ 0x5eed);
  const modules = wiring.modules([...simulatedModules, poisonOf(simulatedModules)]);
  const registry = createRegistry(modules);
  const migrations = tenantMigrations(modules);
  const network = createNetwork();
  const queue = createQueue(clock.now);
  const database = openDatabase();
  // In every other world a log has so little room that what is projected is soon trimmed.
  const limits = seed % 2 === 0 ? {} : { keptBytes: 50_000 };
  const problems: Broken[] = [];
  const broke = (what: string) => (error: unknown) => {
    if (isCrash(error)) return;
    const broken =
      error instanceof Broken
        ? error
        : new Broken("nothing breaks that was not broken", `${what}: ${textOf(error)}`);
    problems.push(broken);
  };

  const coreDepsOf =
    (index: number, tenantId: string) =>
    (process: Process, storage: ObjectStorage): CoreDeps =>
      wiring.coreDeps({
        storage,
        registry,
        migrations,
        limits,
        now: clock.now,
        random,
        newCapability: capabilityFrom(random),
        send: (doorbells) => network.call(process, `queue ${index} send`, () => queue.send(doorbells)),
        wake: (subscription, rebuild) =>
          network.call(process, `projector ${index} wake`, () =>
            isolateFor(index).serve(tenantId, rebuild ? null : subscription),
          ),
        background: (work) => void work.catch(broke("the relay")),
        failed: (chore, error) => broke(`the chore ${chore}`)(error),
        report: () => undefined,
      });
  const hosts: readonly Host[] = Array.from({ length: tenants }, (_, index) => {
    const tenantId = newId("tenant", clock.now(), random);
    return createHost(
      index,
      { tenantId, slug: `shop-${index}`, epoch: 1 },
      {
        depsOf: coreDepsOf(index, tenantId),
        mendCore: wiring.core,
        now: clock.now,
        died: network.forget,
        alarmThrew: (error) => problems.push(new Broken("an alarm never throws", textOf(error))),
      },
    );
  });

  const write = (statements: readonly Statement[]) => {
    try {
      return database.batch(statements);
    } catch (error) {
      if (![wasOvertaken, wasForestalled, wasPoisoned].some((was) => was(error))) broke("a batch")(error);
      throw error;
    }
  };
  const projectorDepsOf = (process: Process, breaker: Breaker, code: Code): ProjectorDeps =>
    wiring.projectorDeps({
      registry: code === "newest" ? registry : olderThan(registry),
      readModel: behindBreaker(
        {
          all: (statement) => network.call(process, "d1 all", () => database.all(statement)),
          batch: (statements) => network.call(process, "d1 batch", () => write(statements)),
        },
        breaker,
      ),
      log: (tenantId) => logOf(hostOf(tenantId), process),
      now: clock.now,
      random,
      report: () => undefined,
    });
  const hostOf = (tenantId: string): Host => {
    const host = hosts.find((one) => one.tenantId === tenantId);
    if (host === undefined) throw new Error(`there is no object for ${tenantId}`);
    return host;
  };
  const logOf = (host: Host, from: Process) =>
    logThrough((method, ask) =>
      network.call(from, `object ${host.index} ${method}`, () => {
        try {
          return structuredClone(ask(host.wake().core));
        } catch (error) {
          broke(method)(error);
          throw error;
        }
      }),
    );
  const isolates = Array.from({ length: isolateCount }, (_, index) =>
    createIsolate(index, {
      depsOf: projectorDepsOf,
      queue,
      now: clock.now,
      random,
      died: network.forget,
      threw: broke("the consumer"),
    }),
  );
  const isolateFor = (index: number) => {
    const isolate = isolates[(index + Math.floor(random() * isolateCount)) % isolateCount];
    if (isolate === undefined) throw new Error("there are no isolates");
    return isolate;
  };

  return {
    clock,
    random,
    network,
    queue,
    database,
    hosts,
    isolates,
    isolateFor,
    faults: createFaults(tenants),
    /** Promises found broken where nobody could be told at once. */
    problems,
    close() {
      database.sqlite.close();
      for (const { sqlite } of hosts) sqlite.close();
    },
  };
}

/** The code of before an event was thought of. */
function olderThan(registry: Registry): Registry {
  const eventByType = new Map(registry.eventByType);
  eventByType.delete("inventory.level.low");
  return { ...registry, eventByType };
}

function textOf(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message).split("\n").slice(0, 4).join(" | ")
    : String(error);
}
