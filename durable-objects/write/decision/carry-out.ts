import { type Refusal, refusal } from "../../../src/kernel/api/problem.ts";
import { pointedErrors } from "../../../src/kernel/api/validation.ts";
import { defineLimits } from "../../../src/kernel/limit.ts";
import { ok, type Result, refused } from "../../../src/kernel/values/result.ts";
import type { Context, Included, Plan, ScheduledRun } from "../../../src/kernel/write/command.ts";
import type { NewEvent } from "../../../src/kernel/write/event.ts";
import { closedBy } from "../../access/admission.ts";
import type { ExtentCheck } from "../../access/extent.ts";
import { redactLog } from "../../erasure/redact-log.ts";
import type { TransactionDeps } from "../deps.ts";
import { type Appended, append, commitTogether, type Origin } from "../log.ts";
import { withPolicies } from "./policies.ts";

/** Followers hold all events of such a transaction in memory at once. */
export const includedLimits = defineLimits({
  includedBytes: {
    value: 8 * 1024 ** 2,
    unit: "bytes",
    per: "request",
    what: "The events of changes that take effect together, with the states of what they change",
    beyond: "409 `release-refused`",
  },
});

/** What a decision has written. */
export interface CarriedOut {
  readonly events: readonly NewEvent[];
  /** Null if there are no events. */
  readonly range: Appended | null;
  readonly changed: boolean;
  readonly schedules: readonly ScheduledRun[];
}

/** Thrown to roll the transaction back: a command that a decision includes is refused. */
export class IncludedRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** Carries out a decision and what follows from it: policies of other modules, and the commands that it includes. */
export function carryOut(
  deps: TransactionDeps,
  plan: Plan,
  context: Context,
  origin: Origin,
  limits: ExtentCheck | null,
): Result<CarriedOut> {
  const own = carryOutOne(deps, plan, context, origin, limits);
  const { includes } = plan;
  if (!own.ok || includes === undefined) return own;
  let joined = own.value;
  for (const [index, one] of includes.commands.entries()) {
    const told = (refusal: Refusal) => includes.refusal(index, refusal);
    joined = join(joined, include(deps, one, told, context, origin));
    if ((joined.range?.bytes ?? 0) > includedLimits.includedBytes.value)
      throw new IncludedRefused(
        told(refusal("too-large", "All of it together would exceed 8 MiB of events.")),
      );
  }
  if (joined.range !== null) commitTogether(deps.storage.database, joined.range);
  return ok(joined);
}

function carryOutOne(
  { storage: { database }, registry, random, mostLogBytes }: TransactionDeps,
  plan: Plan,
  context: Context,
  origin: Origin,
  limits: ExtentCheck | null,
): Result<CarriedOut> {
  const { events, writeState } = withPolicies(registry, database, plan, context);
  const forbidden = limits?.eventsProblem(events) ?? null;
  if (forbidden !== null) return refused(forbidden);
  const range = events.length === 0 ? null : append(database, registry, random, origin, events, mostLogBytes);
  limits?.checkAfter(events);
  for (const aggregate of range?.erased ?? []) redactLog(database, registry, aggregate);
  writeState?.(database);
  const schedules = plan.schedule === undefined ? [] : [plan.schedule];
  return ok({ events, range, changed: range !== null || writeState !== undefined, schedules });
}

/** Runs an included command as far as it differs from a call: its caller was admitted, and its answer is nobody's. */
function include(
  deps: TransactionDeps,
  one: Included["commands"][number],
  told: (refused: Refusal) => Refusal,
  context: Context,
  origin: Origin,
): CarriedOut {
  const result = includeOne(deps, one, { ...context, extent: "any" }, origin);
  if (!result.ok) throw new IncludedRefused(told(result.refusal));
  return result.value;
}

function includeOne(
  deps: TransactionDeps,
  { command, input }: Included["commands"][number],
  context: Context,
  origin: Origin,
): Result<CarriedOut> {
  const closed = closedBy(deps, command, context);
  if (closed !== null) return refused(closed);
  const parsed = command.input.safeParse(input);
  if (!parsed.success)
    return refused(refusal("validation-failed", "It no longer fits.", pointedErrors(parsed.error, "")));
  const plan = command.plan(deps.storage.database, parsed.data, context);
  if (!plan.ok) return plan;
  if (plan.value.includes !== undefined) throw new Error(`${command.name} includes commands itself`);
  return carryOutOne(deps, plan.value, context, origin, null);
}

function join(one: CarriedOut, other: CarriedOut): CarriedOut {
  return {
    events: [...one.events, ...other.events],
    range: joinRanges(one.range, other.range),
    changed: one.changed || other.changed,
    schedules: [...one.schedules, ...other.schedules],
  };
}

function joinRanges(one: Appended | null, other: Appended | null): Appended | null {
  if (one === null || other === null) return one ?? other;
  return {
    first: one.first,
    last: other.last,
    bytes: one.bytes + other.bytes,
    erased: [...one.erased, ...other.erased],
  };
}
