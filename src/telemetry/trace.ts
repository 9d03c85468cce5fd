/** A unit of work in a W3C trace: its own span, and the one that led to it. */
export interface Trace {
  readonly traceId: string;
  readonly spanId: string;
  /** Null if the trace begins here. */
  readonly parentId: string | null;
  /** What units that follow from this one continue. */
  readonly traceparent: string;
}

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Continues a trace as a new span, or starts a new trace if there is no usable one. */
export function continueTrace(traceparent: string | undefined, hex: HexSource = randomHex): Trace {
  const match = traceparent === undefined ? null : pattern.exec(traceparent);
  const [, traceOfCaller, spanOfCaller, flags] = match ?? [];
  const usable =
    traceOfCaller !== undefined && !/^0+$/.test(traceOfCaller) && !/^0+$/.test(spanOfCaller ?? "");
  const traceId = usable ? traceOfCaller : hex(16);
  const spanId = hex(8);
  return {
    traceId,
    spanId,
    parentId: usable ? (spanOfCaller ?? null) : null,
    traceparent: `00-${traceId}-${spanId}-${usable ? flags : "01"}`,
  };
}

/** The fields of a log line that place it in its trace. */
export function inTrace({ traceId, spanId, parentId }: Omit<Trace, "traceparent">) {
  return { trace_id: traceId, span_id: spanId, parent_id: parentId };
}

const mostLinks = 16;

/**
 * The place of work on events of several traces: it continues the first one, and links the others. Work on events
 * without a trace begins none.
 */
export function traceOfMany(traceparents: readonly (string | undefined)[]) {
  const [first, ...others] = new Set(traceparents.filter((one) => one !== undefined && pattern.test(one)));
  const { traceId, spanId, parentId } = continueTrace(first);
  return {
    trace_id: first === undefined ? null : traceId,
    span_id: spanId,
    parent_id: parentId,
    links: others.slice(0, mostLinks).map((one) => (one ?? "").slice(3, 52)),
  };
}

/** Random bytes in hexadecimal. */
type HexSource = (bytes: number) => string;

/** Bytes from a source of numbers from 0 to 1, where a run has to be repeatable. */
export function hexFrom(random: () => number): HexSource {
  return (bytes) =>
    Array.from({ length: bytes }, () =>
      Math.floor(random() * 256)
        .toString(16)
        .padStart(2, "0"),
    ).join("");
}

function randomHex(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toHex();
}
