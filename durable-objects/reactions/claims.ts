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
import { readObject } from "../storage/object-row.ts";
import { attempts } from "../storage/tables.ts";
import { takeOver } from "./take-over.ts";
import { claimAvailable, eventOf, findTask, openTasks, releaseTask, removeTask } from "./tasks.ts";

/** How long a claim lasts. It covers the reaction's time limit and the report. */
export const claimMs = 30_000;
/** Claimed tasks per reaction. */
export const mostClaimed = 10;
/** Rounds of taking over events per claim, so that one call stays short. */
const mostRounds = 4;

/** What reactions need from the object. */
export interface ReactionDeps extends Pick<DeliveryDeps, "storage" | "registry" | "now" | "random"> {
  /** Schedules the relay, at the latest. Part of the transaction. */
  readonly schedule: (at: number) => void;
}

/** The answer to a report. */
export interface SettledTask {
  /** What happens to a failed task. Null for any other, and for a late report. */
  readonly verdict: Verdict | null;
  readonly next: readonly ReactionTask[];
}

/** Calls of a reaction's worker to the object. */
export function createClaims(deps: ReactionDeps) {
  const { storage, registry } = deps;
  return {
    /** Claims at most `limit` tasks. The worker reports each with `settleTask`. */
    claimTasks(name: string, limit: number): readonly ReactionTask[] {
      const instance = reactionOf(registry.reactionByName, name);
      if (instance === null) return [];
      return storage.transaction(() => {
        clearPending(storage.database, name);
        return claim(deps, instance, limit);
      });
    },
    /** Takes the report of a task, and claims at most `more` tasks for the worker. */
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
  // The worker keeps the task until its dead letter is written.
  if (!verdict.setAside) releaseTask(database, task, verdict.nextAt);
  schedule(verdict.nextAt);
  return verdict;
}
