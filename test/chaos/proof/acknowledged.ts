import type { Envelope } from "../../../src/kernel/write/event.ts";
import { type Answer, acknowledgementOf, type Write } from "../client/ledger.ts";

/** What a command left in a log. */
interface Effect {
  readonly tenantId: string;
  readonly correlationId: string;
  /** Whether the object did it by itself: its alarm is the root of a trace. */
  readonly byItself: boolean;
  readonly first: number;
  last: number;
  events: number;
}

/** Effects by the trace they carry: every event leads to the attempt that caused it. */
export class EffectsByTrace {
  readonly #byTrace = new Map<string, Effect[]>();
  readonly faults: string[] = [];

  add(log: readonly Envelope[]): void {
    for (const { tenantId, seq, correlationId, traceparent, actor } of log) {
      const traceId = traceparent?.split("-")[1];
      if (traceId === undefined) {
        if (actor.kind !== "system") this.faults.push(`${tenantId} ${seq} was asked for by nobody`);
        continue;
      }
      const effects = this.#byTrace.get(traceId) ?? [];
      const current = effects.findLast(
        (one) => one.correlationId === correlationId && one.tenantId === tenantId,
      );
      const byItself = actor.kind === "system" && actor.id === undefined;
      if (current === undefined)
        effects.push({ tenantId, correlationId, byItself, first: seq, last: seq, events: 1 });
      else Object.assign(current, { last: seq, events: current.events + 1 });
      this.#byTrace.set(traceId, effects);
    }
  }

  of(traceId: string): readonly Effect[] {
    return this.#byTrace.get(traceId) ?? [];
  }

  /** Traces that no attempt began. */
  unknownTo(writes: readonly Write[]): readonly string[] {
    const known = new Set(writes.flatMap(({ attempts }) => attempts.map(({ traceId }) => traceId)));
    return [...this.#byTrace].flatMap(([traceId, [effect]]) =>
      known.has(traceId) || effect?.byItself === true
        ? []
        : [`${effect?.tenantId} ${effect?.first} was asked for by nobody (${traceId})`],
    );
  }
}

/** Where a write and the log do not say the same. */
export function faultsOfWrite(write: Write, effects: EffectsByTrace): readonly string[] {
  const found = (fault: string) => `${write.what} (${write.key ?? write.intent.path}) ${fault}`;
  const acknowledged = acknowledgementOf(write);
  const traces = [...new Set(write.attempts.map(({ traceId }) => traceId))];
  const faults: string[] = [];
  for (const traceId of traces) {
    const left = effects.of(traceId);
    const outcomes = write.attempts.filter((one) => one.traceId === traceId).map(({ outcome }) => outcome);
    if (write.single && left.length > 1)
      faults.push(found(`happened ${left.length} times: ${left.map(({ first }) => first).join(", ")}`));
    if (left.length > 0 && outcomes.every(({ kind }) => kind === "refused"))
      faults.push(found(`was refused, and happened at ${left[0]?.first}`));
    for (const outcome of outcomes)
      if (outcome.kind === "done") faults.push(...faultsOfAnswer(write, outcome, left).map(found));
  }
  if (acknowledged !== undefined && write.key !== null) {
    const others = write.attempts.filter(
      ({ outcome }) => outcome.kind === "done" && outcome.text !== acknowledged.text,
    );
    if (others.length > 0) faults.push(found(`was answered in ${others.length + 1} ways`));
  }
  return faults;
}

function faultsOfAnswer(write: Write, answer: Answer, left: readonly Effect[]): readonly string[] {
  const { place, requestId, replayed } = answer;
  if (place === null) {
    const caused = left.filter(({ correlationId }) => correlationId === requestId);
    return write.single && !replayed && caused.length > 0
      ? ["caused events that its answer says nothing of"]
      : [];
  }
  const effect = left.find(({ tenantId, last }) => tenantId === place.tenantId && last === place.seq);
  if (effect === undefined)
    return [`was acknowledged as ${place.tenantId} ${place.seq}, which is not in the log`];
  if (write.single && !replayed && effect.correlationId !== requestId)
    return [`was acknowledged by ${requestId}, but the log has it from ${effect.correlationId}`];
  if (write.single && effect.last - effect.first + 1 !== effect.events)
    return [`is torn apart between ${effect.first} and ${effect.last}`];
  return [];
}
