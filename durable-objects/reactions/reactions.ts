import { reactionsIn } from "../../src/kernel/delivery/reaction.ts";
import { createClaims, type ReactionDeps } from "./claims.ts";
import { skipTo, takeOver } from "./take-over.ts";
import { keepEvents } from "./tasks.ts";
import { createWanted } from "./wanted.ts";

/** A tenant's reactions in its object. */
export type Reactions = ReturnType<typeof createReactions>;

/** Stores the positions and tasks of a tenant's reactions, and hands tasks to workers. */
export function createReactions(deps: ReactionDeps) {
  const { storage, registry } = deps;
  const { database } = storage;
  return {
    wanted: createWanted(deps),
    calls: createClaims(deps),
    /**
     * Called before events up to a seq are trimmed, in that transaction. Returns how many events were not taken
     * over.
     */
    beforeTrim(through: number): number {
      const lost = reactionsIn(registry.reactionByName, database).map((instance) => {
        while (takeOver(database, registry, instance, through));
        return skipTo(database, instance, through);
      });
      keepEvents(database, through);
      return lost.reduce((sum, one) => sum + one, 0);
    },
  };
}
