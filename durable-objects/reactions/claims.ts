import { and, eq } from "drizzle-orm";
import {
  type ReactionInstance,
  type ReactionTask,
  reactionOf,
  type TaskOutcome,
} from "../../src/kernel/delivery/reaction.ts";
import { countAttempt, type Verdict } from "../delivery/attempts.ts";
import type { DeliveryDeps } from "../delivery/deps.ts";
import { clearPending } from "../delivery/subscriptions.ts";
import { attempts } from "../storage/tables.ts";
import { readObject } from "../write/log.ts";
import { takeOver } from "./take-over.ts";
import { claimAvailable, eventOf, findTask, openTasks, releaseTask, removeTask } from "./tasks.ts";

/** How long a worker may have a task. It covers the time limit of the reaction and what comes after it. */
export const claimMs = 30_000;
/** Tasks of one reaction that are worked on at a time. */
export const mostClaimed = 10;
/** Times that one claim takes over events: it is one turn of the object. */
const mostRounds = 4;

/** What reactions need of the object around them. */
export interface ReactionDeps extends Pick<DeliveryDeps, "storage" | "registry" | "now" | "random"> {
  /** Asks for a look at the reactions no later than at this instant. Part of the transaction. */
  readonly schedule: (at: number) => void;
}

/** What comes of a report. */
export interface SettledTask {
  /** What becomes of a task that failed. Null for any other, and if the report came too late to count. */
  readonly verdict: Verdict | null;
  readonly next: readonly ReactionTask[];
}

/** What a reaction's worker asks of the object and reports to it. */
export function createClaims(deps: ReactionDeps) {
  const { storage, registry } = deps;
  return {
    /** Hands tasks to a worker, at most so many. It reports each of them with `settleTask`. */
    claimTasks(name: string, limit: number): readonly ReactionTask[] {
      const instance = reactionOf(registry.reactionByName, name);
      if (instance === null) return [];
      return storage.transaction(() => {
        clearPending(storage.database, name);
        return claim(deps, instance, limit);
      });
    },
    /** Takes the report of a task, and hands the worker at most `more` tasks that it can go on with. */
    settleTask: (
      name: string,
      eventId: string,
      number: number,
      outcome: TaskOutcome,
      more = 0,
    ): SettledTask =>
      storage.transaction(() => {
        const verdict = settle(deps, name, eventId, number, outcome);
        const instance = more === 0 ? null : reactionOf(registry.reactionByName, name);
        return { verdict, next: instance === null ? [] : claim(deps, instance, more) };
      }),
  };
}

function claim(
  { storage: { database }, registry, now, schedule }: ReactionDeps,
  instance: ReactionInstance,
  limit: number,
): readonly ReactionTask[] {
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
  if (tasks.length > 0) schedule(until);
  return tasks.map((task) => ({ event: eventOf(database, task), claim: task.claim }));
}

function settle(
  { storage: { database }, now, random, schedule }: ReactionDeps,
  name: string,
  eventId: string,
  number: number,
  outcome: TaskOutcome,
): Verdict | null {
  const task = findTask(database, name, eventId);
  if (task === undefined) return null;
  if (outcome.status !== "failed") {
    removeTask(database, task);
    const ofTask = and(eq(attempts.subscription, name), eq(attempts.seq, task.seq));
    database.delete(attempts).where(ofTask).run();
    return null;
  }
  if (task.claim !== number) return null;
  const { epoch } = readObject(database);
  const failed = { subscription: name, epoch, seq: task.seq, ...outcome };
  const verdict = countAttempt(database, failed, now(), random);
  // A task that is to be set aside stays with its worker until the dead letter is written.
  if (!verdict.setAside) releaseTask(database, task, verdict.nextAt);
  schedule(verdict.nextAt);
  return verdict;
}
