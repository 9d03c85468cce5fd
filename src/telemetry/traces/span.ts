import type { LineOf, LogLine } from "../log/lines.ts";

/** A span in the JSON of OTLP 1.3. Times are nanoseconds since 1970, as text. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: 1 | 2 | 4 | 5;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code: 0 | 2; readonly message?: string };
}

export interface Attribute {
  readonly key: string;
  readonly value:
    | { readonly stringValue: string }
    | { readonly intValue: string }
    | { readonly doubleValue: number };
}

type Traced = LineOf<"request" | "command" | "relay" | "projection" | "reaction" | "alarm" | "maintenance">;

/** The span of a unit of work. Null if its line has no place in a trace. */
export function spanOf(line: LogLine): Span | null {
  if (!("span_id" in line) || line.trace_id === null) return null;
  const end = Date.parse(line.timestamp);
  const duration = "duration_ms" in line ? line.duration_ms : 0;
  return {
    traceId: line.trace_id,
    spanId: line.span_id,
    ...(line.parent_id === null ? {} : { parentSpanId: line.parent_id }),
    name: nameOf(line),
    kind: kindOf[line.kind],
    startTimeUnixNano: nanoseconds(end - duration),
    endTimeUnixNano: nanoseconds(end),
    attributes: attributesOf(line),
    links: linksOf(line),
    status: statusOf(line),
  };
}

/** SpanKind: internal, server, producer, consumer. */
const kindOf = {
  request: 2,
  command: 1,
  relay: 4,
  projection: 5,
  reaction: 5,
  alarm: 1,
  maintenance: 1,
} as const satisfies Record<Traced["kind"], Span["kind"]>;

function nameOf(line: Traced): string {
  switch (line.kind) {
    case "request":
      return `${line.method} ${line.route}`;
    case "command":
      return line.operation;
    case "projection":
    case "reaction":
      return `${line.kind} ${line.subscription}`;
    case "maintenance":
      return line.job;
    case "relay":
    case "alarm":
      return line.kind;
  }
}

/** Where the span itself says it. */
const saidElsewhere = new Set([
  "timestamp",
  "trace_id",
  "span_id",
  "parent_id",
  "links",
  "duration_ms",
  "release",
  "error",
]);
/** The names of OpenTelemetry's conventions, where there is one. */
const conventions: Readonly<Record<string, string>> = {
  method: "http.request.method",
  route: "http.route",
};

function attributesOf(line: Traced): readonly Attribute[] {
  return Object.entries(line).flatMap(([name, value]) => {
    if (saidElsewhere.has(name) || value === null || value === undefined) return [];
    const key =
      conventions[name] ??
      (name === "status" && line.kind === "request" ? "http.response.status_code" : `rustok.${name}`);
    return [{ key, value: attributeValue(value) }];
  });
}

function attributeValue(value: unknown): Attribute["value"] {
  if (typeof value === "number")
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return { stringValue: typeof value === "string" ? value : JSON.stringify(value) };
}

function linksOf(line: Traced): Span["links"] {
  if (!("links" in line)) return [];
  return line.links.map((link) => ({ traceId: link.slice(0, 32), spanId: link.slice(33) }));
}

function statusOf(line: Traced): Span["status"] {
  const error = "error" in line ? line.error : undefined;
  if (error !== undefined) return { code: 2, message: error.message };
  return { code: line.level === "error" ? 2 : 0 };
}

function nanoseconds(milliseconds: number): string {
  return `${Math.round(milliseconds)}000000`;
}
