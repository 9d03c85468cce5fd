import type { Epoch } from "../../../../src/kernel/delivery/epoch.ts";
import type { Registry } from "../../../../src/kernel/registry.ts";
import type { ReadModel, Statement } from "../../../../src/kernel/storage/storage.ts";
import type { Random } from "../../../../src/kernel/values/id.ts";
import { beginEpoch } from "../../../../src/projection/epochs.ts";
import { type Breaker, behindBreaker } from "../../../../src/projection/failures/breaker.ts";
import { lostPositionRace } from "../../../../src/projection/positions/positions.ts";
import type { ProjectorDeps } from "../../../../src/projection/projector.ts";
import { lostCheckpointRace } from "../../../../src/projection/rebuild/checkpoints.ts";
import { wasPoisoned } from "../database/poison.ts";
import type { Database } from "../database/read-model.ts";
import type { Network } from "../network.ts";
import type { Host } from "../object/host.ts";
import type { OutsideWorld } from "../outside/outside.ts";
import { outsideOver } from "../outside/reach.ts";
import type { Timers } from "../outside/timers.ts";
import type { Problems } from "../problems.ts";
import type { Process } from "../process.ts";
import type { Queue } from "../queue.ts";
import type { Wiring } from "../wiring.ts";
import { type Code, createIsolate, type Isolate } from "./isolate.ts";
import { type Ask, logThrough } from "./log.ts";

export interface ProjectorParts {
  readonly wiring: Wiring;
  readonly registry: Registry;
  readonly network: Network;
  readonly queue: Queue;
  readonly database: Database;
  readonly outside: OutsideWorld;
  readonly timers: Timers;
  readonly problems: Problems;
  readonly now: () => number;
  readonly random: Random;
  readonly hostOf: (tenantId: string) => Host;
}

/** Creates the given number of isolates that run the platform's projector. */
export function createProjectors(count: number, parts: ProjectorParts): readonly Isolate[] {
  const { network, queue, problems, now, random } = parts;
  return Array.from({ length: count }, (_, index) =>
    createIsolate(index, {
      depsOf: (process, breaker, code) => parts.wiring.projectorDeps(depsOf(parts, process, breaker, code)),
      queue,
      now,
      random,
      died(process) {
        network.forget(process);
        parts.timers.forget(process);
      },
      threw: problems.broke("the consumer"),
    }),
  );
}

function depsOf(parts: ProjectorParts, process: Process, breaker: Breaker, code: Code): ProjectorDeps {
  const { network, database, now, random } = parts;
  const registry = code === "newest" ? parts.registry : olderThan(parts.registry);
  const readModel: ReadModel = behindBreaker(
    {
      all: (statement) => network.call(process, "d1 all", () => database.all(statement)),
      batch: (statements) => network.call(process, "d1 batch", () => write(parts, statements)),
    },
    breaker,
  );
  const log = (tenantId: string) => {
    const host = parts.hostOf(tenantId);
    const ask = askOver(parts, process, host);
    const object = (id: string) => ({
      execute: (request: { readonly input: unknown }) =>
        network.call(process, `platform execute`, () => writeDown(host, request.input)),
      adopt: (epoch: Epoch) =>
        id === tenantId ? ask("adopt", (core) => core.adopt(epoch)) : Promise.resolve(),
    });
    return logThrough(ask, (above) =>
      beginEpoch({ registry, readModel, now, random, object }, tenantId, above),
    );
  };
  const outside = outsideOver({
    process,
    network,
    timers: parts.timers,
    world: parts.outside,
    askOf: (tenantId) => askOver(parts, process, parts.hostOf(tenantId)),
    now,
    random,
  });
  return { registry, readModel, log, now, random, report: () => undefined, outside };
}

/** Calls an object and records its errors. Arguments and results are plain data. */
function askOver({ network, problems }: ProjectorParts, process: Process, host: Host): Ask {
  return (method, ask) =>
    network.call(process, `object ${host.index} ${method}`, () => {
      try {
        return structuredClone(ask(host.wake().core));
      } catch (error) {
        // A detected restore blocks writes until a new epoch begins.
        const waits = error instanceof Error && error.message.includes("it waits for a new epoch");
        if (!waits) problems.broke(method)(error);
        throw error;
      }
    });
}

/** Simulates the platform's object: stores the greatest epoch. */
function writeDown(host: Host, input: unknown) {
  const { epoch, floors } = input as Epoch;
  if (epoch > (host.epoch?.epoch ?? 0)) host.epoch = { epoch, floors };
  return { ok: true as const, answer: host.epoch, epoch: 1, seq: null, replayed: false };
}

function write({ database, problems }: ProjectorParts, statements: readonly Statement[]) {
  try {
    return database.batch(statements);
  } catch (error) {
    if (![lostPositionRace, lostCheckpointRace, wasPoisoned].some((was) => was(error)))
      problems.broke("a batch")(error);
    throw error;
  }
}

/** Older code, without the newest events. */
function olderThan(registry: Registry): Registry {
  const eventByType = new Map(registry.eventByType);
  eventByType.delete("inventory.level.low");
  return { ...registry, eventByType };
}
