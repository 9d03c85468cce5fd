/** A log line: fields, not sentences, so that `wrangler tail` can be filtered. Never a secret, never a body. */
export type LogLine = {
  readonly kind: "request" | "command" | "relay" | "projection" | "error" | "maintenance";
} & Readonly<Record<string, unknown>>;

/** Writes one line of JSON. */
export function logLine(line: LogLine): void {
  const text = JSON.stringify(line);
  if (line.kind === "error") console.error(text);
  else console.log(text);
}

/** What a request cost: round trips to D1 and to objects, shown in `Server-Timing`. */
export interface Meter {
  d1: number;
  objects: number;
}

export function createMeter(): Meter {
  return { d1: 0, objects: 0 };
}

/** What went wrong, for the log only. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: `${error.name}: ${error.message}`, stack: error.stack };
}
