import { inArray } from "drizzle-orm";
import { reactionOf, reactionsIn } from "../../src/kernel/delivery/reaction.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { readObject } from "../storage/object-row.ts";
import { attempts, subscriptions } from "../storage/tables.ts";
import { reactionTasks } from "./tables.ts";

/**
 * Registers new reactions and targets, which start at the head of the log, and removes targets that are gone. Part
 * of the transaction that changed them.
 */
export function reconcileReactions(database: TenantDatabase, { reactionByName }: Registry): void {
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
}

/** The same after a command, which can only change targets. */
export function reconcileTargets(database: TenantDatabase, registry: Registry): void {
  const hasTargets = [...registry.reactionByName.values()].some(({ targets }) => targets !== undefined);
  if (hasTargets) reconcileReactions(database, registry);
}
