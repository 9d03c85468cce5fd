import {
  type ReactionInstance,
  type ReactionTask,
  reactionOf,
  type TaskOutcome,
} from "../../kernel/delivery/reaction.ts";
import { newestVersion } from "../../kernel/delivery/subscription.ts";
import { newUlid } from "../../kernel/values/id.ts";
import type { Envelope } from "../../kernel/write/event.ts";
import { setAside } from "../failures/dead-letters.ts";
import type { ProjectorDeps, RunReport } from "../projector.ts";
import type { ReactionBreaker } from "./outside.ts";
import { type Performed, perform } from "./perform.ts";

/** Events that one worker has at work side by side. */
const lanes = 5;
/** After so long a worker takes on nothing more. The object notifies the next one. */
const workForMs = 20_000;

/** The outside of a reaction is not available: it is tried again later. */
export class ReactionPaused extends Error {
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number) {
    super("the outside is not available");
    this.retryAfterMs = retryAfterMs;
  }
}

interface Worker {
  readonly deps: ProjectorDeps;
  readonly tenantId: string;
  readonly instance: ReactionInstance;
  readonly until: number;
  readonly outage: ReactionBreaker;
}

/**
 * Works on the tasks of one reaction of one tenant until there is none. The object says which events: the first of each
 * key that nobody else is working on.
 *
 * @throws where the object is not there, or the outside is known not to be.
 */
export async function runReaction(
  deps: ProjectorDeps,
  tenantId: string,
  subscription: string,
): Promise<void> {
  const instance = reactionOf(deps.registry.reactionByName, subscription);
  if (instance === null) return;
  const outage = deps.outside.breakerOf(tenantId, subscription);
  const worker = { deps, tenantId, instance, until: deps.now() + workForMs, outage };
  const pausedFor = outage.breaker.waitMs();
  if (pausedFor > 0) throw new ReactionPaused(pausedFor);
  const first = await claim(worker, outage.breaker.state() === "closed" ? lanes : 1);
  const settled = await Promise.allSettled(first.map((task) => lane(worker, task)));
  for (const one of settled) if (one.status === "rejected") throw one.reason;
}

/** One task after another. */
async function lane(worker: Worker, first: ReactionTask): Promise<void> {
  for (let task: ReactionTask | undefined = first; task !== undefined; ) task = await work(worker, task);
}

/** Runs a task and reports it. Returns the next one, if there is one and the worker may go on. */
async function work(worker: Worker, task: ReactionTask): Promise<ReactionTask | undefined> {
  const { deps, tenantId, instance } = worker;
  const performed = await perform(deps, tenantId, instance, task.event);
  countOutage(worker, task.event, performed);
  // The usual case takes one call: the report of one task claims the next.
  const more = performed.status === "done" && mayGoOn(worker) ? 1 : 0;
  const settled = await settle(worker, task, performed, more);
  report(worker, task.event, performed.status === "done" ? "reacted" : "failed", performed);
  if (performed.status === "done") return settled?.next[0];
  if (settled?.verdict?.setAside === true) await bury(worker, task, performed, settled.verdict.attempts);
  return mayGoOn(worker) ? (await claim(worker, 1))[0] : undefined;
}

function mayGoOn({ deps, until, outage }: Worker): boolean {
  return deps.now() < until && outage.breaker.waitMs() === 0;
}

async function claim({ deps, tenantId, instance }: Worker, limit: number): Promise<readonly ReactionTask[]> {
  return (await deps.log(tenantId).claimTasks(instance.name, limit)) ?? [];
}

async function settle(
  { deps, tenantId, instance }: Worker,
  { event, claim: number }: ReactionTask,
  outcome: TaskOutcome,
  more: number,
) {
  return deps.log(tenantId).settleTask(instance.name, event.id, number, outcome, more);
}

/** Writes the dead letter of a task that has failed for good. */
async function bury(
  worker: Worker,
  task: ReactionTask,
  performed: Extract<Performed, { readonly status: "failed" }>,
  attempts: number,
): Promise<void> {
  const { deps, tenantId, instance } = worker;
  const { event } = task;
  const deadLetter = setAside({
    id: `dl_${newUlid(deps.now(), deps.random)}`,
    tenantId,
    subscription: instance.name,
    item: event,
    attempts,
    error: performed.error,
    failedAt: deps.now(),
    event: JSON.stringify(event),
  });
  // If this fails, the task stays, and is tried again when the claim has ended.
  await deps.readModel.batch([deadLetter]);
  await settle(worker, task, { status: "set-aside" }, 0);
  report(worker, event, "set-aside", performed);
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
  { seq, traceparent }: Envelope,
  outcome: RunReport["outcome"],
  performed: Performed,
): void {
  const error = performed.status === "failed" ? performed.error : undefined;
  const range = { from: seq, to: seq, events: 1, statements: 0 };
  deps.report({ tenant: tenantId, subscription: instance.name, ...range, outcome, error, traceparent });
}
