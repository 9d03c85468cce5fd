import { emit, type Fields } from "../../telemetry/log/emit.ts";
import { describeError } from "../../telemetry/log/failure.ts";
import { costOf, type Meter } from "../../telemetry/meter.ts";
import { inTrace, traceOfMany } from "../../telemetry/trace.ts";
import type { DeadLetterReport, ReactionReport, RunReport } from "../projector.ts";

/**
 * Writes the log's line of each run, and of each attempt of a reaction. A run costs what was spent since the line before:
 * one worker projects one run after the other.
 */
export function createRunLog(meter: Meter, now: () => number): (run: RunReport) => void {
  let spent = { ...meter };
  let since = now();
  return (run) => {
    if (run.reaction !== undefined) return emit("reaction", reactionLine(run, run.reaction, now()));
    const cost = costOf(difference(meter, spent), Math.max(0, now() - since));
    spent = { ...meter };
    since = now();
    emit("projection", { ...projectionLine(run, since), ...cost });
  };
}

type RunFields = Pick<Fields<"projection">, "tenant_id" | "subscription" | "dead_letter" | "error"> & {
  readonly level: NonNullable<Fields<"projection">["level"]>;
};

function runFields({ tenant, subscription, outcome, error, deadLetter }: RunReport): RunFields {
  return {
    level: levelOf(outcome),
    tenant_id: tenant,
    subscription,
    ...(deadLetter === undefined ? {} : { dead_letter: deadLetterLine(deadLetter) }),
    ...(error === undefined ? {} : { error: describeError(error) }),
  };
}

function projectionLine(
  run: RunReport,
  now: number,
): Omit<Fields<"projection">, keyof ReturnType<typeof costOf>> {
  const { from, to, events, statements, outcome, traceparents } = run;
  return {
    ...runFields(run),
    ...traceOfMany(traceparents),
    // Only a reaction reacts.
    status: outcome as Fields<"projection">["status"],
    from_seq: from,
    to_seq: to,
    events,
    statements,
    lag_ms: outcome === "projected" ? lagOf(run, now) : null,
  };
}

function reactionLine(
  run: RunReport,
  { event, trace, startedAt }: ReactionReport,
  now: number,
): Fields<"reaction"> {
  return {
    ...runFields(run),
    ...inTrace(trace),
    // What it reports is one of these.
    status: run.outcome as Fields<"reaction">["status"],
    event_type: event.type,
    event_id: event.id,
    seq: run.from,
    duration_ms: Math.max(0, now - startedAt),
    lag_ms: lagOf(run, now),
  };
}

/** A failed attempt is repeated. A dead letter waits for somebody, so it must not go unnoticed. */
function levelOf(outcome: RunReport["outcome"]): RunFields["level"] {
  if (outcome === "set-aside") return "error";
  return outcome === "failed" || outcome === "stopped" || outcome === "parked" ? "warn" : "info";
}

function deadLetterLine({ correlationId, ...letter }: DeadLetterReport): Fields<"projection">["dead_letter"] {
  return { ...letter, correlation_id: correlationId };
}

/** Clocks of two machines may differ. */
function lagOf({ since }: RunReport, now: number): number | null {
  const at = since === null ? Number.NaN : Date.parse(since);
  return Number.isNaN(at) ? null : Math.max(0, now - at);
}

function difference(meter: Meter, before: Meter): Meter {
  return {
    d1: meter.d1 - before.d1,
    objects: meter.objects - before.objects,
    retries: meter.retries - before.retries,
    rowsRead: meter.rowsRead - before.rowsRead,
    rowsWritten: meter.rowsWritten - before.rowsWritten,
  };
}
