import { reactionsIn } from "../../src/kernel/delivery/reaction.ts";
import { createClaims, type ReactionDeps } from "./claims.ts";
import { skipTo, takeOver } from "./take-over.ts";
import { keepEvents } from "./tasks.ts";
import { createWanted } from "./wanted.ts";

/** The reactions of a tenant, as its object keeps them. */
export type Reactions = ReturnType<typeof createReactions>;

/** Keeps the positions and tasks of a tenant's reactions, and hands the tasks to workers. */
export function createReactions(deps: ReactionDeps) {
  const { storage, registry } = deps;
  const { database } = storage;
  return {
    wanted: createWanted(deps),
    calls: createClaims(deps),
    /** The log is about to lose its events up to a seq. Part of the transaction. Answers how many were not taken over. */
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
