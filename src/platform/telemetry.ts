/** A log line, as fields that `wrangler tail` can filter by. It never contains a secret or a body. */
export type LogLine = {
  readonly kind: "request" | "cache" | "command" | "relay" | "projection" | "error" | "maintenance";
} & Readonly<Record<string, unknown>>;

/** Writes a log line as JSON. */
export function logLine(line: LogLine): void {
  const text = JSON.stringify(line);
  if (line.kind === "error") console.error(text);
  else console.log(text);
}

/** Counts a request's round trips to D1 and to objects, for `Server-Timing`. */
export interface Meter {
  d1: number;
  objects: number;
}

export function createMeter(): Meter {
  return { d1: 0, objects: 0 };
}

/** A meter for a part of a request. What it counts, the meter of the whole counts too. */
export function meterWithin(whole: Meter): Meter {
  const part = createMeter();
  const counted = (name: keyof Meter) => ({
    get: () => part[name],
    set(value: number) {
      whole[name] += value - part[name];
      part[name] = value;
    },
  });
  return Object.defineProperties(createMeter(), { d1: counted("d1"), objects: counted("objects") });
}

/** Describes an error for the log. Clients never see it. */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: `${error.name}: ${error.message}`, stack: error.stack };
}
