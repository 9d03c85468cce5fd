import { reactionOf, reactionsIn, type StoredInstance } from "../../src/kernel/delivery/reaction.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";

/** The instance with a subscription's name. Null if the code knows no such reaction, or its target is gone. */
export function instanceIn(
  database: TenantDatabase,
  { reactionByName }: Pick<Registry, "reactionByName">,
  subscription: string,
): StoredInstance | null {
  const known = reactionOf(reactionByName, subscription);
  if (known === null) return null;
  const { reaction } = known;
  const all = reactionsIn(new Map([[reaction.name, reaction]]), database);
  return all.find(({ name }) => name === subscription) ?? null;
}
