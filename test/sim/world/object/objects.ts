import type { CoreDeps } from "../../../../durable-objects/core.ts";
import { tenantMigrations } from "../../../../durable-objects/storage/migrations.ts";
import type { ObjectStorage } from "../../../../durable-objects/storage/storage.ts";
import { openMigrated } from "../../../../local/node/migrated.ts";
import type { Module } from "../../../../src/kernel/module.ts";
import type { Registry } from "../../../../src/kernel/registry.ts";
import { newId, platformIds, type Random } from "../../../../src/kernel/values/id.ts";
import type { Network } from "../network.ts";
import type { Problems } from "../problems.ts";
import type { Process } from "../process.ts";
import type { Queue } from "../queue.ts";
import type { Wiring } from "../wiring.ts";
import { createHost, type Host } from "./host.ts";

export interface ObjectParts {
  readonly seed: number;
  readonly wiring: Wiring;
  readonly modules: readonly Module[];
  readonly registry: Registry;
  readonly network: Network;
  readonly queue: Queue;
  readonly problems: Problems;
  readonly now: () => number;
  readonly random: Random;
  /** Calls a projector directly, without the queue: for a subscription, or for a rebuild if null. */
  readonly wake: (index: number, tenantId: string, subscription: string | null) => Promise<void>;
}

/** Creates the objects of the given number of tenants, each with its own disk. */
export function createObjects(count: number, parts: ObjectParts): readonly Host[] {
  const { wiring, network, problems, now, random } = parts;
  return Array.from({ length: count }, (_, index) => {
    const tenantId = newId(platformIds.tenant, now(), random);
    return createHost(
      index,
      { tenantId, slug: `shop-${index}`, epoch: 1 },
      {
        openDatabase: () => openMigrated(tenantMigrations(parts.modules)),
        depsOf: (process, storage) => wiring.coreDeps(coreDepsOf(parts, index, tenantId, process, storage)),
        mendCore: wiring.core,
        now,
        died: network.forget,
        alarmThrew: problems.alarmThrew,
      },
    );
  });
}

function coreDepsOf(
  { seed, modules, registry, network, queue, problems, now, random, wake }: ObjectParts,
  index: number,
  tenantId: string,
  process: Process,
  storage: ObjectStorage,
): CoreDeps {
  return {
    storage,
    registry,
    migrations: tenantMigrations(modules),
    // In every other world the log is so small that projected events are soon trimmed.
    limits: seed % 2 === 0 ? {} : { retainedBytes: 50_000 },
    now,
    random,
    send: (notifications) => network.call(process, `queue ${index} send`, () => queue.send(notifications)),
    wake: (subscription, rebuild) =>
      network.call(process, `projector ${index} wake`, () =>
        wake(index, tenantId, rebuild ? null : subscription),
      ),
    background: (work) => void work.catch(problems.broke("the relay")),
    failed(job, error) {
      // A detected restore is reported, but is not a failure.
      if (job !== "restore") problems.broke(`the job ${job}`)(error);
    },
    report: () => undefined,
  };
}
