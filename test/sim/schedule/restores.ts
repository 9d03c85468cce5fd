import type { Epoch } from "../../../src/kernel/delivery/epoch.ts";
import type { Simulation } from "../simulation.ts";
import type { Host } from "../world/object/host.ts";
import type { World } from "../world/world.ts";
import type { Outcome } from "./outcome.ts";

/** A restore as the guide has it, which is written down first; or one that somebody makes and tells nobody of. */
export function restore({ world, logs, clients }: Simulation, host: Host, told: boolean): Outcome {
  if (!host.restore(told)) return null;
  if (told) host.epoch = nextEpoch(world, host);
  const log = logs[host.index];
  log?.putBack();
  // What was told to clients of what never happened is no promise any more.
  for (const request of clients[host.index]?.requestByCorrelation.values() ?? [])
    if (log?.effectOf(request.execute.correlationId) === undefined) request.answer = null;
  return "done";
}

/** Whoever restored an object makes up for not having said so. */
export function beginEpoch({ world }: Simulation, host: Host): void {
  if (host.epoch === undefined || host.isSecretlyPutBack()) host.epoch = nextEpoch(world, host);
  host.wake().core.adopt(host.epoch);
}

/** As `lives.ts` has it: what the read model has seen of numbers is not given out again. */
function nextEpoch({ clock, database, registry }: World, { epoch, tenantId }: Host): Epoch {
  const floors = registry.modules
    .flatMap(({ series }) => series)
    .map(({ name, highest }) => [name, Number(database.all(highest(tenantId))[0]?.highest ?? 0)] as const);
  return { epoch: Math.max(clock.now(), (epoch?.epoch ?? 1) + 1), floors: Object.fromEntries(floors) };
}
