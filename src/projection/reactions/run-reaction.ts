import type { Verdict } from "../../../durable-objects/delivery/attempts.ts";
import {
  type ReactionInstance,
  type ReactionTask,
  reactionOf,
  type TaskOutcome,
  type TaskReport,
} from "../../kernel/delivery/reaction.ts";
import { newestVersion } from "../../kernel/delivery/subscription.ts";
import { newUlid } from "../../kernel/values/id.ts";
import type { Envelope } from "../../kernel/write/event.ts";
import { continueTrace, hexFrom } from "../../telemetry/trace.ts";
import { type DeadLetter, reportOf, setAside } from "../failures/dead-letters.ts";
import type { ProjectorDeps, ReactionReport, RunReport } from "../projector.ts";
import { loggedAttempt, writeAttempts } from "./attempt-log.ts";
import type { ReactionBreaker } from "./outside.ts";
import { execute, type Performed, perform } from "./perform.ts";
import { createReporter, type Settle } from "./reporter.ts";
import { together } from "./together.ts";

/** How many events one worker processes in parallel. */
const lanes = 5;
/** After this time, a worker claims no more tasks. The object notifies the next worker. */
const workForMs = 20_000;

/** A reaction's external service is unavailable. The reaction is retried later. */
export class ReactionPaused extends Error {
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number) {
    super("the external service is not available");
    this.retryAfterMs = retryAfterMs;
  }
}

/** An attempt at an event. */
type Began = Omit<ReactionReport, "event"> & { readonly event: Envelope };

interface Worker {
  readonly deps: ProjectorDeps;
  readonly tenantId: string;
  readonly instance: ReactionInstance;
  readonly until: number;
  readonly outage: ReactionBreaker;
  readonly settle: Settle;
}

/**
 * Processes the tasks of one reaction of one tenant until none are left. The object selects the events: the
 * first event of each key that isn't claimed.
 *
 * @throws If the object is unavailable, or the breaker of the external service is open.
 */
export async function runReaction(
  deps: ProjectorDeps,
  tenantId: string,
  subscription: string,
): Promise<void> {
  const instance = reactionOf(deps.registry.reactionByName, subscription);
  if (instance === null) return;
  const outage = deps.outside.breakerOf(tenantId, subscription);
  const worker: Worker = {
    deps: { ...deps, outside: { ...deps.outside, ask: together(deps.outside.ask) } },
    ...{ tenantId, instance, outage, until: deps.now() + workForMs },
    settle: createReporter(async (reports, more, attempts) => {
      await writeAttempts(deps, tenantId, instance, attempts);
      return deps.log(tenantId).settleTasks(instance.name, reports, more);
    }),
  };
  const pausedFor = outage.breaker.waitMs();
  if (pausedFor > 0) throw new ReactionPaused(pausedFor);
  const first = await claim(worker, outage.breaker.state() === "closed" ? lanes : 1);
  const settled = await Promise.allSettled(first.map((task) => lane(worker, task)));
  for (const one of settled) if (one.status === "rejected") throw one.reason;
}

/** Processes tasks one after another. */
async function lane(worker: Worker, first: ReactionTask): Promise<void> {
  for (let task: ReactionTask | undefined = first; task !== undefined; ) task = await work(worker, task);
}

/** Runs a task and reports it. Returns the next task, if there is one and the worker may continue. */
async function work(worker: Worker, task: ReactionTask): Promise<ReactionTask | undefined> {
  const { deps, tenantId, instance } = worker;
  const { event } = task;
  const began = {
    event,
    trace: continueTrace(event.traceparent, hexFrom(deps.random)),
    startedAt: deps.now(),
  };
  const performed = await perform(deps, tenantId, instance, event, began.trace.traceparent);
  countOutage(worker, event, performed);
  // If the task succeeded, one call both reports it and claims the next one.
  const wantsNext = performed.status === "done" && canContinue(worker);
  const lasted = { startedAt: began.startedAt, at: deps.now() };
  const attempt =
    instance.reaction.log === undefined ? undefined : loggedAttempt(instance, task, performed, lasted);
  const settled = await worker.settle(reportFor(task, outcomeOf(performed)), wantsNext, attempt);
  if (performed.status === "done") {
    report(worker, began, "reacted", performed);
    return settled.next;
  }
  await giveUpIfDue(worker, began, settled.verdict);
  if (settled.verdict?.setAside === true && settled.verdict.isOver !== true)
    await writeDeadLetter(worker, task, began, performed, settled.verdict.attempts);
  else report(worker, began, "failed", performed);
  return canContinue(worker) ? (await claim(worker, 1))[0] : undefined;
}

/** Runs what follows if no attempt has succeeded for too long. */
async function giveUpIfDue(
  { deps, tenantId, instance }: Worker,
  { event, trace: { traceparent } }: Began,
  verdict: Verdict | null,
): Promise<void> {
  const { givesUp } = instance.reaction;
  const since = verdict?.failingSince;
  if (givesUp === undefined || since === undefined || deps.now() - since < givesUp.afterMs) return;
  // One command for each time that it fails so long.
  await execute(deps, tenantId, instance, event, givesUp.request(instance.target), {
    index: since,
    traceparent,
  });
}

function canContinue({ deps, until, outage }: Worker): boolean {
  return deps.now() < until && outage.breaker.waitMs() === 0;
}

async function claim({ deps, tenantId, instance }: Worker, limit: number): Promise<readonly ReactionTask[]> {
  return (await deps.log(tenantId).claimTasks(instance.name, limit)) ?? [];
}

function reportFor({ event, claim: number }: ReactionTask, outcome: TaskOutcome): TaskReport {
  return { eventId: event.id, claim: number, outcome };
}

/** What the object is told of an attempt: not what it noted. */
function outcomeOf({ note: _, ...outcome }: Performed): TaskOutcome {
  return outcome;
}

/** Writes the dead letter of a task that has failed its last attempt. */
async function writeDeadLetter(
  worker: Worker,
  task: ReactionTask,
  began: Began,
  performed: Extract<Performed, { readonly status: "failed" }>,
  attempts: number,
): Promise<void> {
  const { deps, tenantId, instance } = worker;
  const { event } = task;
  const deadLetter: DeadLetter = {
    id: `dl_${newUlid(deps.now(), deps.random)}`,
    tenantId,
    subscription: instance.name,
    item: event,
    attempts,
    error: performed.error,
    failedAt: deps.now(),
    event: JSON.stringify(event),
  };
  // If this fails, the task stays open, and is retried when the claim expires.
  await deps.readModel.batch([setAside(deadLetter)]);
  await worker.settle(reportFor(task, { status: "set-aside" }), false);
  report(worker, began, "set-aside", performed, deadLetter);
}

function countOutage({ instance, outage, deps }: Worker, event: Envelope, performed: Performed): void {
  const { breaker, failedKeys } = outage;
  if (performed.status === "failed" && performed.unavailable) {
    const key = keyOf(instance, deps, event);
    if (breaker.state() === "closed" && failedKeys.has(key)) return;
    failedKeys.add(key);
    breaker.failed();
    return;
  }
  failedKeys.clear();
  breaker.succeeded();
}

function keyOf({ reaction }: ReactionInstance, { registry }: ProjectorDeps, event: Envelope): string {
  try {
    return reaction.key(newestVersion(registry.eventByType, event));
  } catch {
    return event.id;
  }
}

function report(
  { deps, tenantId, instance }: Worker,
  began: Began,
  outcome: RunReport["outcome"],
  performed: Performed,
  deadLetter?: DeadLetter,
): void {
  const error = performed.status === "failed" ? performed.error : undefined;
  const { seq, occurredAt: since, traceparent } = began.event;
  const range = { from: seq, to: seq, events: 1, statements: 0, since, traceparents: [traceparent] };
  deps.report({
    ...{ tenant: tenantId, subscription: instance.name, ...range, outcome, error, reaction: began },
    ...(deadLetter === undefined ? {} : { deadLetter: reportOf(deadLetter) }),
  });
}
