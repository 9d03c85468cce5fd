import type { Registry } from "../kernel/registry.ts";
import type { ReadModel } from "../kernel/storage/storage.ts";

/** How long a deleted thing's row stays, so that nothing late can bring it back. */
const tombstonesLastMs = 7 * 24 * 60 * 60 * 1000;

/** Removes tombstones, and whatever else is kept for a time, when that is over. Answers how many statements it took. */
export async function sweepReadModel(registry: Registry, readModel: ReadModel, now: number): Promise<number> {
  const before = new Date(now - tombstonesLastMs).toISOString();
  const tombstones = registry.modules
    .flatMap(({ views }) => views)
    .flatMap((view) => view.sweep?.(before) ?? []);
  const followed = [...registry.subscriptionByName.values()].flatMap((one) => one.sweep?.(now) ?? []);
  const statements = [...tombstones, ...followed];
  if (statements.length > 0) await readModel.batch(statements);
  return statements.length;
}
