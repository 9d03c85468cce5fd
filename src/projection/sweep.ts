import type { Registry } from "../kernel/registry.ts";
import type { ReadModel } from "../kernel/storage.ts";

/** How long a deleted thing's row stays, so that nothing late can bring it back. */
const tombstonesLastMs = 7 * 24 * 60 * 60 * 1000;

/** Removes tombstones whose time is over. Answers how many statements that took. */
export async function sweepTombstones(
  registry: Registry,
  readModel: ReadModel,
  now: number,
): Promise<number> {
  const before = new Date(now - tombstonesLastMs).toISOString();
  const statements = registry.modules
    .flatMap(({ views }) => views)
    .flatMap((view) => view.sweep?.(before) ?? []);
  if (statements.length > 0) await readModel.batch(statements);
  return statements.length;
}
