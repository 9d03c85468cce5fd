import { type ReactionInstance, reactionOf } from "../../src/kernel/delivery/reaction.ts";
import { readObject } from "../write/log.ts";
import { mostClaimed, type ReactionDeps } from "./claims.ts";
import { mostOpen, moveTo, nextConsumed } from "./take-over.ts";
import { type OpenTasks, openTasks } from "./tasks.ts";

/** A position that has fallen behind by so many events of no interest is moved. */
const skipAfter = 100;

/** Tells from when on a worker is wanted, for each reaction that has something to do. */
export function createWanted({ storage: { database }, registry, now }: ReactionDeps) {
  /** Up to where the log is known to hold nothing for a reaction, and what comes then. Only saves reading it again. */
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
    const open = openTasks(database, now());
    return new Map(
      positions.flatMap(({ name, position }) => {
        const instance = reactionOf(registry.reactionByName, name);
        if (instance === null) return [];
        const next = nextAfter(instance, position, head);
        if (next === null && head - position >= skipAfter) moveTo(database, name, head);
        const at = wantedAt(open.get(name), next);
        return at === null ? [] : [[name, at] as const];
      }),
    );
  };
}

/** Something new is wanted now, unless there is no room for it; what is open, when its time has come. */
function wantedAt(open: OpenTasks | undefined, next: number | null): number | null {
  const hasRoom = open === undefined || (open.count < mostOpen && open.claimed < mostClaimed);
  if (next !== null && hasRoom) return 0;
  return open?.availableAt ?? null;
}
