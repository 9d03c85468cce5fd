import { createRandom } from "../../../local/node/random.ts";
import type { Module } from "../../../src/kernel/module.ts";
import { createRegistry } from "../../../src/kernel/registry.ts";
import { modules as platformModules } from "../../../src/modules.ts";
import { createClock } from "../../support/clock.ts";
import { holds } from "../clients/holds.ts";
import { poisonOf } from "./database/poison.ts";
import { openDatabase } from "./database/read-model.ts";
import { tallyOf } from "./database/tally.ts";
import { createFaults, shiftFaults } from "./faults.ts";
import { createNetwork } from "./network.ts";
import type { Host } from "./object/host.ts";
import { createObjects } from "./object/objects.ts";
import { courierOf } from "./outside/courier.ts";
import { createOutsideWorld } from "./outside/outside.ts";
import { createTimers } from "./outside/timers.ts";
import { createProblems } from "./problems.ts";
import type { Isolate } from "./projector/isolate.ts";
import { createProjectors } from "./projector/projectors.ts";
import { createQueue } from "./queue.ts";
import type { Wiring } from "./wiring.ts";

/** The platform's modules, stock reservations, and a view that counts effects. */
export const simulatedModules: readonly Module[] = (() => {
  const modules = [...platformModules, holds];
  return [...modules, tallyOf(modules), courierOf(modules)];
})();

const objectCount = 3;
const isolateCount = 3;

export type World = ReturnType<typeof createWorld>;

/**
 * Objects, D1, queue, network and projectors in one process: the platform's own code, with every source of
 * nondeterminism injected.
 */
export function createWorld(seed: number, wiring: Wiring) {
  const clock = createClock();
  let source = createRandom(seed);
  const random = () => source();
  const modules = wiring.modules([...simulatedModules, poisonOf(simulatedModules)]);
  const database = openDatabase();
  const shared = {
    wiring,
    registry: createRegistry(modules),
    network: createNetwork(),
    queue: createQueue(clock.now),
    problems: createProblems(),
    now: clock.now,
    random,
  };
  const outside = createOutsideWorld();
  const timers = createTimers(clock.now);
  const isolateFor = (index: number): Isolate =>
    pick(isolates, (index + Math.floor(random() * isolateCount)) % isolateCount);
  const hosts: readonly Host[] = createObjects(objectCount, {
    ...shared,
    seed,
    modules,
    wake: (index, tenantId, subscription) => isolateFor(index).serve(tenantId, subscription),
  });
  const hostOf = (tenantId: string): Host =>
    pick(
      hosts,
      hosts.findIndex((host) => host.tenantId === tenantId),
    );
  const isolates: readonly Isolate[] = createProjectors(isolateCount, {
    ...shared,
    database,
    outside,
    timers,
    hostOf,
  });

  const faults = createFaults(objectCount);
  return {
    seed,
    clock,
    random,
    /** Sets the clock of all machines. What lasts for a time goes on; alarms keep their instants. */
    jump(byMs: number) {
      shared.queue.shift(byMs);
      timers.shift(byMs);
      shiftFaults(faults, clock.now(), byMs);
      clock.advance(byMs);
    },
    network: shared.network,
    queue: shared.queue,
    problems: shared.problems,
    registry: shared.registry,
    database,
    outside,
    timers,
    hosts,
    hostOf,
    isolates,
    isolateFor,
    /** Makes further random numbers independent of earlier ones. */
    reseed(by: number) {
      source = createRandom(Math.imul(seed, 0x9e3779b1) ^ by);
    },
    faults,
    close() {
      database.sqlite.close();
      for (const { sqlite } of hosts) sqlite.close();
    },
  };
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`there is nothing at ${index}`);
  return item;
}
