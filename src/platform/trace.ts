/** A W3C trace context: this request's span in a trace that the caller may have started. */
export interface Trace {
  readonly traceId: string;
  readonly traceparent: string;
}

const pattern = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Continues the caller's trace, or starts a new one. */
export function continueTrace(header: string | undefined): Trace {
  const match = header === undefined ? null : pattern.exec(header);
  const [, callerTrace, callerSpan, flags] = match ?? [];
  const usable = callerTrace !== undefined && !/^0+$/.test(callerTrace) && !/^0+$/.test(callerSpan ?? "");
  const traceId = usable ? callerTrace : randomHex(16);
  return { traceId, traceparent: `00-${traceId}-${randomHex(8)}-${usable ? flags : "01"}` };
}

function randomHex(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toHex();
}
