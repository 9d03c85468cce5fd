import { type Epoch, epochSchema } from "../kernel/delivery/epoch.ts";
import type { Registry } from "../kernel/registry.ts";
import type { ReadModel } from "../kernel/storage/storage.ts";
import { newUlid, type Random } from "../kernel/values/id.ts";
import type { TenantClient } from "../platform/tenant-client.ts";

interface EpochDeps {
  readonly registry: Registry;
  readonly readModel: ReadModel;
  readonly now: () => number;
  readonly random: Random;
  readonly object: (tenantId: string) => Pick<TenantClient, "execute" | "adopt">;
}

/**
 * Begins a new epoch of a tenant's object, greater than every known one. It is first recorded in the
 * platform's object, so that every later call carries it, and then adopted by the tenant's object.
 */
export async function beginEpoch(deps: EpochDeps, tenantId: string, above: number): Promise<Epoch> {
  const epoch = await writeEpoch(deps, tenantId, above);
  await deps.object(tenantId).adopt(epoch);
  return epoch;
}

/**
 * Restores a tenant's object to an earlier time. From the first step on, the object refuses writes. Once the
 * new epoch is recorded, the object restarts with its earlier data. If a crash happens in between, the object
 * is restored without a new epoch; its subscriptions then detect that their positions are ahead of the log.
 */
export async function restore(
  deps: Omit<EpochDeps, "object"> & { readonly object: (tenantId: string) => RestorableObject },
  tenantId: string,
  at: number,
  above: number,
): Promise<{ readonly epoch: number; readonly restored: boolean }> {
  const object = deps.object(tenantId);
  const restored = await object.prepareRestore(at);
  const { epoch } = await (restored ? writeEpoch : beginEpoch)(deps, tenantId, above);
  // The restart aborts the object, so the call that requests it always fails.
  if (restored) await object.restart().catch(() => undefined);
  return { epoch, restored };
}

type RestorableObject = Pick<TenantClient, "execute" | "adopt" | "prepareRestore" | "restart">;

/**
 * Records the next epoch and returns what the platform's object stored. The stored epoch is authoritative:
 * its floors may include numbers that the read model lost when their rows were undone.
 */
async function writeEpoch(deps: EpochDeps, tenantId: string, above: number): Promise<Epoch> {
  const epoch = await nextEpoch(deps, tenantId, above);
  if (tenantId === "platform") return epoch;
  const command = deps.registry.systemCommands.beginEpoch;
  if (command === undefined) throw new Error("no module records epochs");
  const written = await deps.object("platform").execute({
    command: command.name,
    input: { id: tenantId, ...epoch },
    actor: { kind: "system" },
    correlationId: newUlid(deps.now(), deps.random),
  });
  if (!written.ok) throw new Error(`cannot begin an epoch for ${tenantId}: ${written.refusal.detail}`);
  return epochSchema.parse(written.answer);
}

/**
 * The epoch after every known one. Its number is the current time, and its floors are the highest numbers
 * that the read model has seen.
 */
export async function nextEpoch(
  { registry, readModel, now }: Pick<EpochDeps, "registry" | "readModel" | "now">,
  tenantId: string,
  above: number,
): Promise<Epoch> {
  const series = registry.modules.flatMap((module) => module.series);
  const floors: Record<string, number> = {};
  for (const { name, highest } of series) {
    const [row] = await readModel.all(highest(tenantId));
    floors[name] = Number(row?.highest ?? 0);
  }
  return { epoch: Math.max(now(), above + 1), floors };
}
