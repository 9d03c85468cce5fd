import {
  type ReactionInstance,
  type ReactionTask,
  reactionOf,
  type TaskOutcome,
  type TaskReport,
} from "../../src/kernel/delivery/reaction.ts";
import { countAttempt, type Verdict } from "../delivery/attempts.ts";
import type { DeliveryDeps } from "../delivery/deps.ts";
import { clearPending } from "../delivery/subscriptions.ts";
import { readObject } from "../storage/object-row.ts";
import { takeOver } from "./take-over.ts";
import {
  claimAvailable,
  eventOf,
  findTasks,
  openTasksOf,
  releaseTask,
  removeTasks,
  type TaskRow,
} from "./tasks.ts";

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

/** The answer to reports. */
export interface SettledTasks {
  /** What happens to each failed task. Null for any other, and for a late report. */
  readonly verdicts: readonly (Verdict | null)[];
  readonly next: readonly ReactionTask[];
}

/** Calls of a reaction's worker to the object. */
export function createClaims(deps: ReactionDeps) {
  const { storage, registry } = deps;
  return {
    /** Claims at most `limit` tasks. The worker reports each with `settleTasks`. */
    claimTasks(name: string, limit: number): readonly ReactionTask[] {
      const instance = reactionOf(registry.reactionByName, name);
      if (instance === null) return [];
      return storage.transaction(() => {
        clearPending(storage.database, name);
        return claim(deps, instance, limit);
      });
    },
    /** Takes the reports of tasks, and claims at most `more` tasks for the worker. */
    settleTasks: (name: string, reports: readonly TaskReport[], more = 0): SettledTasks =>
      storage.transaction(() => {
        const verdicts = settle(deps, name, reports);
        const instance = more === 0 ? null : reactionOf(registry.reactionByName, name);
        return { verdicts, next: instance === null ? [] : claim(deps, instance, more) };
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
  const { claimed } = openTasksOf(database, name, now());
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
  deps: ReactionDeps,
  name: string,
  reports: readonly TaskReport[],
): readonly (Verdict | null)[] {
  const { database } = deps.storage;
  const taskByEvent = new Map(findTasks(database, name, reports).map((task) => [task.eventId, task]));
  const finished = reports.flatMap(({ eventId, outcome }) => {
    const task = taskByEvent.get(eventId);
    return task === undefined || outcome.status === "failed" ? [] : [task.seq];
  });
  removeTasks(database, name, finished);
  return reports.map(({ eventId, claim: number, outcome }) => {
    const task = taskByEvent.get(eventId);
    if (task === undefined || outcome.status !== "failed" || task.claim !== number) return null;
    return countFailure(deps, task, outcome);
  });
}

function countFailure(
  { storage: { database }, now, random, schedule }: ReactionDeps,
  task: TaskRow,
  outcome: Extract<TaskOutcome, { readonly status: "failed" }>,
): Verdict {
  const { subscription, seq } = task;
  const { epoch } = readObject(database);
  const verdict = countAttempt(database, { subscription, epoch, seq, ...outcome }, now(), random);
  // The worker keeps the task until its dead letter is written.
  if (!verdict.setAside) releaseTask(database, task, verdict.nextAt);
  schedule(verdict.nextAt);
  return verdict;
}
