import { and, eq } from "drizzle-orm";
import { type Actor, isAnonymous } from "../../src/kernel/access/actor.ts";
import { type Refusal, refusal, refusalAt } from "../../src/kernel/api/problem.ts";
import type { Epoch } from "../../src/kernel/delivery/epoch.ts";
import type { TokenRequest } from "../../src/kernel/rate-limit/token-policy.ts";
import { isStorageFull } from "../../src/kernel/storage/full.ts";
import { type Result, refused } from "../../src/kernel/values/result.ts";
import type { Guarded, Included, ScheduledRun } from "../../src/kernel/write/command.ts";
import type { NewEvent } from "../../src/kernel/write/event.ts";
import { admit } from "../access/admission.ts";
import { LeftExtent, openExtentCheck } from "../access/extent.ts";
import { auditDone, isAccountable } from "../audit/done.ts";
import { auditRefusal } from "../audit/refusals.ts";
import { countEveryMs } from "../limits/bucket-expiry.ts";
import { takeTokens } from "../limits/token-buckets.ts";
import { readObject } from "../storage/object-row.ts";
import { aggregates } from "../storage/tables.ts";
import { hasRoom } from "./answer-budgets.ts";
import { carryOut, IncludedRefused } from "./decision/carry-out.ts";
import type { TransactionDeps } from "./deps.ts";
import { budgetOf, type IdempotencyKey, recall, remember, type StoredAnswer } from "./idempotency.ts";
import { LogClosed, StateTooLarge } from "./log.ts";
import { checkBudget, spend } from "./shopper-budget.ts";

/** A command for a tenant's object. Plain data. */
export interface ExecuteRequest {
  readonly command: string;
  readonly input: unknown;
  readonly actor: Actor;
  /** The session in which a signed-in account acts. */
  readonly sessionId?: string | undefined;
  readonly correlationId: string;
  /** The event that led to this command. */
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly address?: string | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
  /** The tenant's current epoch, as the directory knows it. */
  readonly epoch?: Epoch | undefined;
  /** The entity tags of `If-Match`. One of them must match. */
  readonly ifMatch?: readonly string[] | undefined;
}

export type ExecuteResult =
  | {
      readonly ok: true;
      readonly answer: unknown;
      readonly epoch: number;
      readonly seq: number | null;
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** A query for a tenant's object. */
export interface AskRequest {
  readonly query: string;
  readonly input: unknown;
  readonly actor: Actor;
  readonly sessionId?: string | undefined;
  readonly epoch?: Epoch | undefined;
}

/**
 * The seven steps of a write: admit, dedupe, load, decide, apply, append, remember. One transaction: a refusal is
 * decided before anything is written, so there is nothing to undo, and tokens that the command took stay taken. Only that of an
 * included command undoes what was written.
 */
export function execute(deps: TransactionDeps, request: ExecuteRequest): ExecuteResult {
  const progress: Progress = { target: null, events: [], otherwise: null };
  let why: Refusal;
  try {
    const outcome = observed(deps, request, progress);
    if (outcome.ok || progress.otherwise === null || outcome.refusal.code === "overloaded") return outcome;
    why = outcome.refusal;
  } catch (error) {
    // If it were tried again and again, it would hold up what is due after it.
    if (progress.otherwise === null || isStorageFull(error)) throw error;
    why = refusal("internal-error", "It failed unexpectedly.");
  }
  const { command, input } = progress.otherwise(why);
  return execute(deps, { ...request, command: command.name, input });
}

function observed(deps: TransactionDeps, request: ExecuteRequest, progress: Progress): ExecuteResult {
  const observation = deps.observer?.begin(request);
  let outcome: ExecuteResult;
  try {
    const traceparent = observation?.traceparent ?? request.traceparent;
    outcome = attempt(deps, { ...request, traceparent }, progress);
  } catch (error) {
    observation?.failed(error);
    throw error;
  }
  observation?.end(outcome, outcome.ok ? progress.events : []);
  return outcome;
}

function attempt(deps: TransactionDeps, request: ExecuteRequest, progress: Progress): ExecuteResult {
  const now = deps.now();
  const outcome = inTransaction(deps, () => steps(deps, request, now, progress));
  if (!outcome.ok) {
    const { actor, correlationId, traceparent, address, command: action } = request;
    const { code } = outcome.refusal;
    auditRefusal(deps, {
      ...{ actor, action, code, correlationId, traceparent, address },
      target: progress.target,
    });
  }
  return outcome;
}

/** Answers a strong read; the same admission as a write. */
export function ask(deps: TransactionDeps, request: AskRequest): Result<unknown> {
  const query = deps.registry.queryByName.get(request.query);
  if (query === undefined) throw new Error(`no module declares the query ${request.query}`);
  const admitted = admit(deps, query, request, deps.now());
  if (!admitted.ok) return admitted;
  const { input, context } = admitted.value;
  const { database } = deps.storage;
  const limits = openExtentCheck(deps, query, context);
  const denied = limits?.targetProblem(query.target(database, input, context)) ?? null;
  if (denied !== null) return refused(denied);
  const answer = query.run(database, input, context);
  return answer.ok || limits === null ? answer : refused(limits.hide(answer.refusal));
}

/** How far a command has come. */
interface Progress {
  /** What it is about, also for the audit entry of a refusal. */
  target: Guarded | null;
  /** What it has written. */
  events: readonly NewEvent[];
  /** The command that runs instead, if what it includes is refused or breaks. */
  otherwise: NonNullable<Included["otherwise"]> | null;
}

function steps(
  deps: TransactionDeps,
  request: ExecuteRequest,
  now: number,
  progress: Progress,
): ExecuteResult {
  const { database } = deps.storage;
  const command = deps.registry.commandByName.get(request.command);
  if (command === undefined) throw new Error(`no module declares the command ${request.command}`);

  const admitted = admit(deps, command, request, now);
  if (!admitted.ok) return admitted;
  const { input, context } = admitted.value;

  const replay = dedupe(deps, request, now);
  if (replay !== null) return replay;
  const overspent = checkBudget(database, deps.shopperBudget, context.caller, now);
  if (overspent !== null) return refused(overspent);
  const target = command.target(database, input, context);
  progress.target = target;
  const throttled = spendTokens(deps, command.tokens(database, input, context), now);
  if (throttled !== null) return refused(throttled);

  const limits = openExtentCheck(deps, command, context);
  const denied = limits?.targetProblem(target) ?? null;
  if (denied !== null) return refused(denied);
  const guarded = command.guards(database, input, context);
  progress.target = guarded ?? target;
  const stale = versionMismatch(deps, guarded, request.ifMatch);
  if (stale !== null) return refused(stale);
  const plan = command.plan(database, input, context);
  if (!plan.ok) return limits === null ? plan : refused(limits.hide(plan.refusal));

  const { storedBytes: stateBytes = 0, onBehalfOf, isAudited, includes, answer: word } = plan.value;
  progress.otherwise = includes?.otherwise ?? null;
  const origin = { ...request, ...onBehalfOf };
  const carriedOut = carryOut(deps, plan.value, context, { ...origin, now }, limits);
  if (!carriedOut.ok) return carriedOut;
  const { events, range, changed, schedules } = carriedOut.value;
  progress.events = events;
  if (changed) deps.changed();
  const answer = word(database);
  const seq = range?.last ?? null;
  const answerBytes = rememberAnswer(deps, request, { answer, seq }, now);
  const written = (range?.bytes ?? 0) + stateBytes + answerBytes;
  const forgottenAt = spend(database, deps.shopperBudget, context.caller, written, now);
  if (forgottenAt !== null) deps.schedules.arm("expire", forgottenAt);
  armJobs(deps, events, schedules, now);
  if (range !== null || isAudited === true || isAccountable(request.actor))
    auditDone(deps, { ...origin, target: progress.target, range, events }, now);
  return { ok: true, answer, epoch: readObject(database).epoch, seq, replayed: false };
}

/** Schedules what a decision asks for, and what follows from its events. */
function armJobs(
  { schedules, registry, eventRetentionMs }: TransactionDeps,
  events: readonly NewEvent[],
  runs: readonly ScheduledRun[],
  now: number,
): void {
  for (const { job, at } of runs) schedules.arm(job, at);
  for (const { type } of events)
    for (const job of registry.jobsByEvent.get(type) ?? []) schedules.arm(job, now);
  if (events.length > 0) schedules.arm("trim", now + eventRetentionMs);
}

/** Returns how many bytes are stored for repeats of the request. */
function rememberAnswer(
  { storage: { database }, schedules }: TransactionDeps,
  { idempotency }: ExecuteRequest,
  stored: StoredAnswer,
  now: number,
): number {
  if (idempotency === undefined) return 0;
  const bytes = remember(database, idempotency, now, stored);
  if (bytes === null) throw new AnswerTooLarge();
  schedules.arm("expire", now + idempotency.retentionMs);
  return bytes;
}

/**
 * Runs before anything is loaded, and the only write before the decision: a refusal returns and commits it, so attempts that
 * fail count.
 */
function spendTokens(
  { storage: { database }, schedules, tokenBuckets }: TransactionDeps,
  requests: readonly TokenRequest[],
  now: number,
): Refusal | null {
  const counted = tokenBuckets ? requests : requests.filter(({ policy }) => policy.protectsAccounts);
  if (counted.length === 0) return null;
  const { refusal, fullAt } = takeTokens(database, counted, now);
  if (fullAt !== null) schedules.arm("expire", Math.min(fullAt, now + countEveryMs));
  return refusal;
}

function dedupe(deps: TransactionDeps, request: ExecuteRequest, now: number): ExecuteResult | null {
  if (request.idempotency === undefined) return null;
  const { database } = deps.storage;
  const recalled = recall(database, request.idempotency, now);
  switch (recalled.found) {
    case "nothing":
      return hasRoom(database, budgetOf(request.idempotency), { isAnonymous: isAnonymous(request.actor) })
        ? null
        : refused(refusal("overloaded", "Too many answers are stored at present. Try again later."));
    case "other-request":
      return refused(
        refusalAt(
          "idempotency-key-reused",
          "/header/Idempotency-Key",
          "The key was used for another request.",
        ),
      );
    case "refusal":
      return refused(recalled.refusal);
    case "answer": {
      const { epoch } = readObject(database);
      return { ok: true, answer: recalled.stored.answer, seq: recalled.stored.seq, epoch, replayed: true };
    }
  }
}

function versionMismatch(
  deps: TransactionDeps,
  guarded: Guarded | null,
  ifMatch: readonly string[] | undefined,
): Refusal | null {
  if (ifMatch === undefined || ifMatch.includes("*")) return null;
  // The command answers 404 for a missing resource, which comes before 412.
  const version = guarded === null ? null : guardedVersion(deps, guarded);
  if (version === null || ifMatch.includes(`"${version}"`)) return null;
  return refusalAt("version-mismatch", "/header/If-Match", `The current version is "${version}".`);
}

function guardedVersion({ storage }: TransactionDeps, guarded: Guarded): number | null {
  if ("version" in guarded) return guarded.version;
  const row = storage.database
    .select()
    .from(aggregates)
    .where(and(eq(aggregates.type, guarded.type), eq(aggregates.id, guarded.id)))
    .get();
  if (row === undefined) return guarded.implicit === true ? 0 : null;
  return row.deleted === 1 ? null : row.version;
}

/** Thrown to roll the transaction back: an answer that cannot be stored cannot be repeated. */
class AnswerTooLarge extends Error {}

function inTransaction(deps: TransactionDeps, body: () => ExecuteResult): ExecuteResult {
  try {
    return deps.storage.transaction(body);
  } catch (error) {
    if (error instanceof StateTooLarge) return refused(refusal("too-large", error.message));
    if (error instanceof AnswerTooLarge)
      return refused(refusal("too-large", "The answer would exceed 1 MiB."));
    if (error instanceof LeftExtent || error instanceof IncludedRefused) return refused(error.refusal);
    if (error instanceof LogClosed) return refused(refusal("overloaded", error.message));
    throw error;
  }
}
