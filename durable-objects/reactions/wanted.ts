import { type ReactionInstance, reactionOf } from "../../src/kernel/delivery/reaction.ts";
import { readObject } from "../storage/object-row.ts";
import { mostClaimed, type ReactionDeps } from "./claims.ts";
import { mostOpen, moveTo, nextConsumed } from "./take-over.ts";
import { type OpenTasks, openTasksOf } from "./tasks.ts";

/** After this many events that it does not consume, a position is moved. */
const skipAfter = 100;

/** Computes when each reaction with work needs a worker. */
export function createWanted({ storage: { database }, registry, now }: ReactionDeps) {
  /** A cache: up to where the log has nothing for a reaction, and the next event for it. */
  const looked = new Map<string, { readonly through: number; readonly next: number | null }>();

  const nextAfter = ({ name, reaction }: ReactionInstance, position: number, head: number): number | null => {
    const before = looked.get(name) ?? { through: 0, next: null };
    if (before.next !== null && before.next > position) return before.next;
    const from = Math.max(position, before.through);
    const next = from < head ? nextConsumed(database, reaction, from) : null;
    looked.set(name, { through: next === null ? head : next - 1, next });
    return next;
  };

  return (positions: readonly { readonly name: string; readonly position: number }[]) => {
    const { head } = readObject(database);
    return new Map(
      positions.flatMap(({ name, position }) => {
        const instance = reactionOf(registry.reactionByName, name);
        if (instance === null) return [];
        const next = nextAfter(instance, position, head);
        if (next === null && head - position >= skipAfter) moveTo(database, name, head);
        const at = wantedAt(openTasksOf(database, name, now()), next);
        return at === null ? [] : [[name, at] as const];
      }),
    );
  };
}

/** New events need a worker now, unless there is no room. Open tasks need one when they are due. */
function wantedAt({ count, claimed, availableAt }: OpenTasks, next: number | null): number | null {
  const hasRoom = count < mostOpen && claimed < mostClaimed;
  return next !== null && hasRoom ? 0 : availableAt;
}
