import { and, eq, inArray } from "drizzle-orm";
import {
  type ReactionInstance,
  type ReactionTask,
  reactionOf,
  reactionsIn,
  type TaskOutcome,
} from "../../src/kernel/delivery/reaction.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { countAttempt, type Verdict } from "../delivery/attempts.ts";
import type { DeliveryDeps } from "../delivery/deps.ts";
import { clearPending } from "../delivery/subscriptions.ts";
import { attempts, subscriptions } from "../storage/tables.ts";
import { readObject } from "../write/log.ts";
import { reactionTasks } from "./tables.ts";
import { mostOpen, moveTo, nextConsumed, skipTo, takeOver } from "./take-over.ts";
import {
  claimAvailable,
  eventOf,
  findTask,
  keepEvents,
  type OpenTasks,
  openTasks,
  releaseTask,
  removeTask,
} from "./tasks.ts";

/** How long a worker may have a task. It covers the time limit of the reaction and what comes after it. */
export const claimMs = 30_000;
/** Tasks of one reaction that are worked on at a time. */
export const mostClaimed = 10;
/** Times that one claim takes over events: it is one turn of the object. */
const mostRounds = 4;
/** A position that has fallen behind by so many events of no interest is moved. */
const skipAfter = 100;

interface ReactionDeps extends Pick<DeliveryDeps, "storage" | "registry" | "now" | "random"> {
  /** Asks for a look at the reactions no later than at this instant. Part of the transaction. */
  readonly schedule: (at: number) => void;
}

/** Keeps the positions and tasks of a tenant's reactions, and hands the tasks to workers. */
export function createReactions(deps: ReactionDeps) {
  const { storage, registry, now } = deps;
  const { database } = storage;
  /** Up to where the log is known to hold nothing for a reaction, and what comes then. Only saves reading it again. */
  const looked = new Map<string, { readonly through: number; readonly next: number | null }>();

  const nextAfter = ({ name, reaction }: ReactionInstance, position: number, head: number): number | null => {
    const before = looked.get(name);
    if (before?.next !== undefined && before.next !== null && before.next > position) return before.next;
    const from = Math.max(position, before?.through ?? 0);
    const next = from < head ? nextConsumed(database, reaction, from) : null;
    looked.set(name, { through: next === null ? head : next - 1, next });
    return next;
  };
  const claimNow = (instance: ReactionInstance, limit: number): readonly ReactionTask[] => {
    const { name } = instance;
    const { head } = readObject(database);
    const claimed = openTasks(database, now()).get(name)?.claimed ?? 0;
    const free = Math.min(limit, mostClaimed - claimed);
    const until = now() + claimMs;
    const tasks = [...claimAvailable(database, name, free, now(), until)];
    for (let rounds = 0; rounds < mostRounds && tasks.length < free; rounds += 1) {
      if (!takeOver(database, registry, instance, head)) break;
      tasks.push(...claimAvailable(database, name, free - tasks.length, now(), until));
    }
    if (tasks.length > 0) deps.schedule(until);
    return tasks.map((task) => ({ event: eventOf(database, task), claim: task.claim }));
  };

  return {
    /** From when on a worker is wanted, for each reaction that has something to do. */
    wanted(positions: readonly { readonly name: string; readonly position: number }[]) {
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
    },
    calls: {
      /** Hands tasks to a worker, at most so many. It reports each of them with `settleTask`. */
      claimTasks(name: string, limit: number): readonly ReactionTask[] {
        const instance = reactionOf(registry.reactionByName, name);
        if (instance === null) return [];
        return storage.transaction(() => {
          clearPending(database, name);
          return claimNow(instance, limit);
        });
      },
      /** What became of a task. Answers what becomes of one that failed; null where the report comes too late to count. */
      settleTask(name: string, eventId: string, claim: number, outcome: TaskOutcome): Verdict | null {
        return storage.transaction(() => {
          const task = findTask(database, name, eventId);
          if (task === undefined) return null;
          if (outcome.status !== "failed") {
            removeTask(database, task);
            database.delete(attempts).where(attemptsOf(name, task.seq)).run();
            return null;
          }
          if (task.claim !== claim) return null;
          const { epoch } = readObject(database);
          const verdict = countAttempt(
            database,
            { subscription: name, epoch, seq: task.seq, ...outcome },
            now(),
            deps.random,
          );
          // A task that is to be set aside stays with its worker until the dead letter is written.
          if (!verdict.setAside) releaseTask(database, task, verdict.nextAt);
          deps.schedule(verdict.nextAt);
          return verdict;
        });
      },
    },
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

/** Something new is wanted now, unless there is no room for it; what is open, when its time has come. */
function wantedAt(open: OpenTasks | undefined, next: number | null): number | null {
  const hasRoom = open === undefined || (open.count < mostOpen && open.claimed < mostClaimed);
  if (next !== null && hasRoom) return 0;
  return open?.availableAt ?? null;
}

function attemptsOf(name: string, seq: number) {
  return and(eq(attempts.subscription, name), eq(attempts.seq, seq));
}

/**
 * Makes new reactions and targets known, which begin where the log ends, and forgets targets that are gone. Part of the
 * transaction that changed them.
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

/** The same after a command, which can only have changed targets. */
export function reconcileTargets(database: TenantDatabase, registry: Registry): void {
  const hasTargets = [...registry.reactionByName.values()].some(({ targets }) => targets !== undefined);
  if (hasTargets) reconcileReactions(database, registry);
}
