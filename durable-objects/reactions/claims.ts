import type {
  ReactionTask,
  StoredInstance,
  TaskOutcome,
  TaskReport,
} from "../../src/kernel/delivery/reaction.ts";
import { countAttempt, type Verdict } from "../delivery/attempts.ts";
import type { DeliveryDeps } from "../delivery/deps.ts";
import { clearPending } from "../delivery/subscriptions.ts";
import { readObject } from "../storage/object-row.ts";
import { markFailing, markSucceeded } from "./failing.ts";
import { instanceIn } from "./instances.ts";
import { takeOver } from "./take-over.ts";
import {
  attemptsByTask,
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
      return storage.transaction(() => {
        const instance = instanceIn(storage.database, registry, name);
        if (instance === null) return [];
        clearPending(storage.database, name);
        return claim(deps, instance, limit);
      });
    },
    /** Takes the reports of tasks, and claims at most `more` tasks for the worker. */
    settleTasks: (name: string, reports: readonly TaskReport[], more = 0): SettledTasks =>
      storage.transaction(() => {
        const verdicts = settle(deps, name, reports);
        const instance = more === 0 ? null : instanceIn(storage.database, registry, name);
        return { verdicts, next: instance === null ? [] : claim(deps, instance, more) };
      }),
  };
}

function claim(
  { storage: { database }, registry, now, schedule }: ReactionDeps,
  instance: StoredInstance,
  limit: number,
): readonly ReactionTask[] {
  if (instance.isPaused) return [];
  const { name, reaction } = instance;
  const { head } = readObject(database);
  const { claimed } = openTasksOf(database, instance, now());
  const free = Math.min(limit, mostClaimed - claimed);
  const until = now() + claimMs;
  const tasks = [...claimAvailable(database, instance, free, now(), until)];
  for (let rounds = 0; rounds < mostRounds && tasks.length < free; rounds += 1) {
    if (!takeOver(database, registry, instance, head)) break;
    tasks.push(...claimAvailable(database, instance, free - tasks.length, now(), until));
  }
  if (tasks.length > 0) schedule(until);
  const failed = reaction.retries === undefined ? null : attemptsByTask(database, name, tasks);
  return tasks.map((task) => ({
    event: eventOf(database, task),
    claim: task.claim,
    ...(failed === null ? {} : { attempts: failed.get(task.seq) ?? 0 }),
  }));
}

function settle(
  deps: ReactionDeps,
  name: string,
  reports: readonly TaskReport[],
): readonly (Verdict | null)[] {
  const { database } = deps.storage;
  const hasFailures = reports.some(({ outcome }) => outcome.status === "failed");
  const instance = hasFailures ? instanceIn(database, deps.registry, name) : null;
  const taskByEvent = new Map(findTasks(database, name, reports).map((task) => [task.eventId, task]));
  const finished = reports.flatMap(({ eventId, outcome }) => {
    const task = taskByEvent.get(eventId);
    return task === undefined || outcome.status === "failed" ? [] : [task.seq];
  });
  removeTasks(database, name, finished);
  if (reports.some(({ outcome }) => outcome.status === "done")) markSucceeded(database, name);
  return reports.map(({ eventId, claim: number, outcome }) => {
    const task = taskByEvent.get(eventId);
    if (task === undefined || outcome.status !== "failed" || task.claim !== number) return null;
    return countFailure(deps, task, outcome, instance);
  });
}

function countFailure(
  { storage: { database }, now, random, schedule }: ReactionDeps,
  task: TaskRow,
  outcome: Extract<TaskOutcome, { readonly status: "failed" }>,
  instance: StoredInstance | null,
): Verdict {
  const { subscription, seq } = task;
  const { epoch } = readObject(database);
  const plan = instance?.reaction.retries;
  const verdict = countAttempt(database, { subscription, epoch, seq, ...outcome }, now(), random, plan);
  const isWatched = instance?.reaction.givesUp !== undefined && !instance.isPaused;
  const failingSince = isWatched ? markFailing(database, subscription, now()) : undefined;
  if (verdict.setAside && plan?.afterwards === "nothing") {
    removeTasks(database, subscription, [seq]);
    return { ...verdict, isOver: true, failingSince };
  }
  // The worker keeps the task until its dead letter is written.
  if (!verdict.setAside) releaseTask(database, task, verdict.nextAt);
  schedule(verdict.nextAt);
  return { ...verdict, ...(failingSince === undefined ? {} : { failingSince }) };
}
