import type { Registry } from "../kernel/registry.ts";
import type { ReadModel } from "../kernel/storage/storage.ts";
import { sweepTags } from "./positions/cache-tags.ts";

/** How long the row of a deleted item stays, so that a late event can't bring the item back. */
const tombstoneRetentionMs = 7 * 24 * 60 * 60 * 1000;

/** Removes tombstones and other rows that have expired. Returns the number of statements that it ran. */
export async function sweepReadModel(registry: Registry, readModel: ReadModel, now: number): Promise<number> {
  const before = new Date(now - tombstoneRetentionMs).toISOString();
  const tombstones = registry.modules
    .flatMap(({ views }) => views)
    .flatMap((view) => view.sweep?.(before) ?? []);
  const expired = [...registry.subscriptionByName.values()].flatMap((one) => one.sweep?.(now) ?? []);
  const logged = [...registry.reactionByName.values()].flatMap(({ log }) => log?.sweep(now) ?? []);
  const statements = [...tombstones, ...expired, ...logged, sweepTags(now)];
  await readModel.batch(statements);
  return statements.length;
}
