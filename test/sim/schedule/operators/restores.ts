import type { Epoch } from "../../../../src/kernel/delivery/epoch.ts";
import type { Simulation } from "../../simulation.ts";
import type { Host } from "../../world/object/host.ts";
import type { World } from "../../world/world.ts";
import type { Outcome } from "../outcome.ts";

/** A restore as documented, which is recorded first, or an unannounced one. */
export function restore(
  { world, logs, clients, carts, reactions, walks }: Simulation,
  host: Host,
  told: boolean,
): Outcome {
  if (!host.restore(told)) return null;
  if (told) host.epoch = nextEpoch(world, host);
  const log = logs[host.index];
  log?.putBack();
  carts[host.index]?.forget();
  reactions.putBack(host.tenantId);
  walks.putBack(host.tenantId);
  // Answers about discarded events no longer count.
  for (const request of clients[host.index]?.requestByCorrelation.values() ?? [])
    if (log?.effectOf(request.execute.correlationId) === undefined) request.answer = null;
  return "done";
}

/** Announces a restore afterwards. */
export function beginEpoch({ world }: Simulation, host: Host): void {
  if (host.epoch === undefined || host.isSecretlyPutBack()) host.epoch = nextEpoch(world, host);
  host.wake().core.adopt(host.epoch);
}

/** Chooses the next epoch so that epochs the read model has seen are not used again. */
function nextEpoch({ clock, database, registry }: World, { epoch, tenantId }: Host): Epoch {
  const floors = registry.modules
    .flatMap(({ series }) => series)
    .map(({ name, highest }) => [name, Number(database.all(highest(tenantId))[0]?.highest ?? 0)] as const);
  return { epoch: Math.max(clock.now(), (epoch?.epoch ?? 1) + 1), floors: Object.fromEntries(floors) };
}
