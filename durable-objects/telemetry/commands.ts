import type { Done } from "../../src/kernel/telemetry/measure.ts";
import type { NewEvent } from "../../src/kernel/write/event.ts";
import { emit, type Fields } from "../../src/telemetry/log/emit.ts";
import { describeError } from "../../src/telemetry/log/failure.ts";
import { countDone } from "../../src/telemetry/metrics/isolate.ts";
import { continueTrace, inTrace, type Trace } from "../../src/telemetry/trace.ts";
import type { CommandObserver, ObservedCommand, ObservedResult } from "./observer.ts";
import type { RowCounter } from "./rows.ts";

/** Writes the log's line of each command of an object. */
export interface CommandLog extends CommandObserver {
  /** One line for all commands that `work` runs: a line takes about as long as a command that changes nothing. */
  together<Value>(first: Pick<ObservedCommand, "traceparent"> | undefined, work: () => Value): Value;
}

type Line = Fields<"command">;

export function createCommandLog(tenantId: () => string, rows: RowCounter): CommandLog {
  let batch: { readonly lines: Line[]; readonly trace: Trace } | null = null;
  const write = (line: Line) => {
    if (batch === null) emit("command", line);
    else batch.lines.push(line);
  };
  return {
    begin(request) {
      // The events of a batch continue its one span.
      const trace = batch?.trace ?? continueTrace(request.traceparent);
      rows.begin();
      const line = (outcome: Outcome): Line => ({
        ...lineOf(tenantId(), request, trace),
        ...outcome,
        ...rows.end(),
      });
      return {
        traceparent: trace.traceparent,
        end(result, events) {
          write(line({ ...outcomeOf(result), events: events.length }));
          const done = doneOf(request, result, events);
          if (done !== null) countDone(done);
        },
        failed: (error) =>
          write(
            line({ ...nothing, level: "error", status: "failed", failed: 1, error: describeError(error) }),
          ),
      };
    },
    together(first, work) {
      const lines: Line[] = [];
      batch = { lines, trace: continueTrace(first?.traceparent) };
      try {
        return work();
      } finally {
        batch = null;
        const joined = join(lines);
        if (joined !== null) emit("command", joined);
      }
    },
  };
}

/** What is counted of a command: nothing if it was a repeat. */
function doneOf(
  { command, input }: ObservedCommand,
  result: ObservedResult,
  events: readonly NewEvent[],
): Done | null {
  if (!result.ok) return { command, input, outcome: { problem: result.refusal.code }, events: [] };
  return result.replayed ? null : { command, input, outcome: { answer: result.answer }, events };
}

type Outcome = Pick<
  Line,
  "level" | "status" | "problem" | "seq" | "events" | "done" | "replayed" | "refused" | "failed" | "error"
>;

const nothing = { problem: null, seq: null, events: 0, done: 0, replayed: 0, refused: 0, failed: 0 };

function outcomeOf(result: ObservedResult): Outcome {
  if (!result.ok) return { ...nothing, status: "refused", problem: result.refusal.code, refused: 1 };
  const { seq } = result;
  return result.replayed
    ? { ...nothing, status: "replayed", seq, replayed: 1 }
    : { ...nothing, status: "done", seq, done: 1 };
}

function lineOf(tenantId: string, { command, actor, correlationId }: ObservedCommand, trace: Trace) {
  return {
    tenant_id: tenantId,
    ...inTrace(trace),
    correlation_id: correlationId,
    operation: command,
    actor: actor.kind,
    commands: 1,
  };
}

/** The first one's line, with the sums of all. What failed or was refused must not hide behind it. */
function join(lines: readonly Line[]): Line | null {
  const [first] = lines;
  if (first === undefined) return null;
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  const worst =
    lines.find(({ status }) => status === "failed") ?? lines.find(({ status }) => status === "refused");
  return {
    ...(worst ?? first),
    seq: lines.findLast(({ seq }) => seq !== null)?.seq ?? null,
    commands: lines.length,
    done: sum(({ done }) => done),
    replayed: sum(({ replayed }) => replayed),
    refused: sum(({ refused }) => refused),
    failed: sum(({ failed }) => failed),
    events: sum(({ events }) => events),
    rows_read: sum((line) => line.rows_read),
    rows_written: sum((line) => line.rows_written),
  };
}
