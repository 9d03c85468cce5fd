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
 * Begins another life of a tenant's object, greater than any known: first written down in the platform's object, so that
 * every call carries it from then on, then told to the object itself.
 */
export async function beginEpoch(deps: EpochDeps, tenantId: string, above: number): Promise<Epoch> {
  const epoch = await writeEpoch(deps, tenantId, above);
  await deps.object(tenantId).adopt(epoch);
  return epoch;
}

/**
 * Puts a tenant's object back to an earlier time. From the first step on it writes nothing; when the new life is written
 * down it ends, and wakes as it was then. A crash in between leaves an object that was put back without a word: its
 * followers find that out.
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
  // Its end is an error for whoever asked for it.
  if (restored) await object.restart().catch(() => undefined);
  return { epoch, restored };
}

type RestorableObject = Pick<TenantClient, "execute" | "adopt" | "prepareRestore" | "restart">;

/** The record's own life is what counts: it remembers numbers that the read model has forgotten with what was undone. */
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
  if (!written.ok) throw new Error(`no life can begin for ${tenantId}: ${written.refusal.detail}`);
  return epochSchema.parse(written.answer);
}

/** The life that comes after all that is known: its epoch is the time it begins, its floors what the read model has seen. */
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
