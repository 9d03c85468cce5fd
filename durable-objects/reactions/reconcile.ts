import { inArray, like } from "drizzle-orm";
import { reactionOf, reactionsIn } from "../../src/kernel/delivery/reaction.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import { remembered } from "../../src/kernel/storage/remembered.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { readObject } from "../storage/object-row.ts";
import { attempts, subscriptions } from "../storage/tables.ts";
import { markSucceeded } from "./failing.ts";
import { removeReplays } from "./replays.ts";
import { reactionTasks } from "./tables.ts";

/**
 * Registers new reactions and targets, which start at the head of the log, and removes targets that are gone. Part
 * of the transaction that changed them.
 */
export function reconcileReactions(database: TenantDatabase, { reactionByName }: Registry): void {
  targetNames.forget(database);
  const { head } = readObject(database);
  const known = new Set(
    database
      .select()
      .from(subscriptions)
      .all()
      .map(({ name }) => name),
  );
  const wanted = new Set(reactionsIn(reactionByName, database).map(({ name }) => name));
  for (const name of wanted)
    if (!known.has(name)) database.insert(subscriptions).values({ name, position: head }).run();
  // Newer code may have reactions that this code does not know: theirs stay.
  const gone = [...known].filter((name) => !wanted.has(name) && reactionOf(reactionByName, name) !== null);
  if (gone.length === 0) return;
  database.delete(subscriptions).where(inArray(subscriptions.name, gone)).run();
  database.delete(reactionTasks).where(inArray(reactionTasks.subscription, gone)).run();
  database.delete(attempts).where(inArray(attempts.subscription, gone)).run();
  removeReplays(database, gone);
}

/** The same after a command, which can only change targets. Most change none. */
export function reconcileTargets(database: TenantDatabase, registry: Registry): void {
  const withTargets = targetedOf(registry.reactionByName);
  if (withTargets.size === 0) return;
  const wanted = reactionsIn(withTargets, database);
  // Whoever comes back from a pause begins anew.
  for (const { name, isPaused } of wanted) if (isPaused) markSucceeded(database, name);
  const known = targetNames.get(database).filter((name) => reactionOf(withTargets, name) !== null);
  if (wanted.length !== known.length || wanted.some(({ name }) => !known.includes(name)))
    reconcileReactions(database, registry);
}

function targetedOf(reactionByName: Registry["reactionByName"]): Registry["reactionByName"] {
  return new Map([...reactionByName].filter(([, { targets }]) => targets !== undefined));
}

/** The names of all targets' subscriptions. */
const targetNames = remembered((database) =>
  database
    .select({ name: subscriptions.name })
    .from(subscriptions)
    .where(like(subscriptions.name, "%/%"))
    .all()
    .map(({ name }) => name),
);
