import type { CoreDeps } from "../../../../durable-objects/core.ts";
import { tenantMigrations } from "../../../../durable-objects/storage/migrations.ts";
import type { ObjectStorage } from "../../../../durable-objects/storage/storage.ts";
import { bearerTokenFrom } from "../../../../local/node/random.ts";
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
  /** Calls a projector past the queue: for a follower, or for a rebuild where none is named. */
  readonly wake: (index: number, tenantId: string, subscription: string | null) => Promise<void>;
}

/** The objects of so many tenants, each on a disk of its own. */
export function createObjects(count: number, parts: ObjectParts): readonly Host[] {
  const { wiring, network, problems, now, random } = parts;
  return Array.from({ length: count }, (_, index) => {
    const tenantId = newId(platformIds.tenant, now(), random);
    return createHost(
      index,
      { tenantId, slug: `shop-${index}`, epoch: 1 },
      {
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
    // In every other world a log has so little room that what is projected is soon trimmed.
    limits: seed % 2 === 0 ? {} : { retainedBytes: 50_000 },
    now,
    random,
    newBearerToken: bearerTokenFrom(random),
    send: (notifications) => network.call(process, `queue ${index} send`, () => queue.send(notifications)),
    wake: (subscription, rebuild) =>
      network.call(process, `projector ${index} wake`, () =>
        wake(index, tenantId, rebuild ? null : subscription),
      ),
    background: (work) => void work.catch(problems.broke("the relay")),
    failed(job, error) {
      // That a restore was found out is told, and is no failure.
      if (job !== "restore") problems.broke(`the chore ${job}`)(error);
    },
    report: () => undefined,
  };
}
