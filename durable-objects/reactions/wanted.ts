import { reactionsIn, type StoredInstance } from "../../src/kernel/delivery/reaction.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { readObject } from "../storage/object-row.ts";
import { mostClaimed, type ReactionDeps } from "./claims.ts";
import { nextReplay } from "./replays.ts";
import { type LoggedType, mostOpen, moveTo, nextConsumed, typesAfter } from "./take-over.ts";
import { busyAmong, noTasks, type OpenTasks, openTasksOf } from "./tasks.ts";

/** Reactions that are at most this many events behind share one look into the log. */
const sharedLook = 100;
/** After this many events that it does not consume, a position is moved. */
const skipAfter = 100;

interface Looked {
  readonly types: string;
  readonly through: number;
  readonly next: number | null;
}

/** Computes when each reaction with work needs a worker. */
export function createWanted({ storage: { database }, registry, now }: ReactionDeps) {
  /** A cache: up to where the log has nothing for a reaction, and the next event for it. */
  const looked = new Map<string, Looked>();

  const nextAfter = (
    instance: StoredInstance,
    position: number,
    { head, nextIn }: { readonly head: number; readonly nextIn: NextConsumed },
  ): number | null => {
    const { name, consumes } = instance;
    const types = consumes?.join() ?? "";
    const known = looked.get(name);
    const before = known?.types === types ? known : { types, through: 0, next: null };
    if (before.next !== null && before.next > position) return before.next;
    const from = Math.max(position, before.through);
    const next = from < head ? nextIn(instance, from) : null;
    looked.set(name, { types, through: next === null ? head : next - 1, next });
    return next;
  };

  return (positions: readonly { readonly name: string; readonly position: number }[]) => {
    const { head } = readObject(database);
    const nextIn = shareLook(database, head);
    const positionByName = new Map(positions.map(({ name, position }) => [name, position]));
    const busy = busyAmong(database, [...positionByName.keys()]);
    return new Map(
      reactionsIn(registry.reactionByName, database).flatMap((instance) => {
        const { name, isPaused } = instance;
        const position = positionByName.get(name);
        if (position === undefined || isPaused) return [];
        const next = nextAfter(instance, position, { head, nextIn });
        if (next === null && head - position >= skipAfter) moveTo(database, name, head);
        const hasMore = next !== null || nextReplay(database, name) !== null;
        const open = busy.has(name) ? openTasksOf(database, instance, now()) : noTasks;
        const at = wantedAt(open, hasMore);
        return at === null ? [] : [[name, at] as const];
      }),
    );
  };
}

/** Finds the first event after a position that a reaction consumes. */
type NextConsumed = (instance: StoredInstance, after: number) => number | null;

/** After a write all reactions ask about the same few events, so these are read once. */
function shareLook(database: TenantDatabase, head: number): NextConsumed {
  let read: { readonly after: number; readonly events: readonly LoggedType[] } | null = null;
  return (instance, after) => {
    if (head - after > sharedLook) return nextConsumed(database, instance, after);
    if (read === null || after < read.after) read = { after, events: typesAfter(database, after) };
    const { consumes } = instance;
    const isNext = ({ seq, type }: LoggedType) =>
      seq > after && (consumes === null || consumes.includes(type));
    return read.events.find(isNext)?.seq ?? null;
  };
}

/** New events need a worker now, unless there is no room. Open tasks need one when they are due. */
function wantedAt({ count, claimed, availableAt }: OpenTasks, hasMore: boolean): number | null {
  const hasRoom = count < mostOpen && claimed < mostClaimed;
  return hasMore && hasRoom ? 0 : availableAt;
}
