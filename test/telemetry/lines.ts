import { type LineOf, logLine } from "../../src/telemetry/log/lines.ts";

const common = {
  timestamp: "2026-03-01T12:00:00.000Z",
  level: "info",
  release: "local",
  tenant_id: "ten_01J00000000000000000000000",
} as const;
const traced = {
  trace_id: "a".repeat(32),
  span_id: "1".repeat(16),
  parent_id: "2".repeat(16),
} as const;
const cost = { duration_ms: 3, d1: 1, objects: 1, rows_read: 2, rows_written: 0 } as const;

/** The line of a storefront read. */
export function requestLine(fields: Partial<LineOf<"request">> = {}): LineOf<"request"> {
  return checked({
    kind: "request",
    ...common,
    ...traced,
    ...cost,
    request_id: "01J0",
    actor: "anonymous",
    method: "GET",
    route: "/v1/store/products/{handle}",
    operation: "catalogue.getStoreProduct",
    status: 200,
    problem: null,
    cache: "miss",
    cache_layer: "gate",
    operation_d1: 1,
    operation_objects: 0,
    sample: 1,
    ...fields,
  });
}

/** The line of a command that wrote one event. */
export function commandLine(fields: Partial<LineOf<"command">> = {}): LineOf<"command"> {
  return checked({
    kind: "command",
    ...common,
    ...traced,
    correlation_id: "01J0",
    operation: "catalogue.createProduct",
    actor: "apiKey",
    status: "done",
    problem: null,
    seq: 7,
    events: 1,
    commands: 1,
    refused: 0,
    rows_read: 12,
    rows_written: 5,
    ...fields,
  });
}

/** The line of a batch of one event. */
export function projectionLine(fields: Partial<LineOf<"projection">> = {}): LineOf<"projection"> {
  return checked({
    kind: "projection",
    ...common,
    ...traced,
    ...cost,
    links: [],
    subscription: "read-model",
    status: "projected",
    from_seq: 7,
    to_seq: 7,
    events: 1,
    statements: 4,
    lag_ms: 40,
    ...fields,
  });
}

/** The line of a failure that belongs to no unit of work. */
export function failureLine(fields: Partial<LineOf<"error">> = {}): LineOf<"error"> {
  return checked({
    kind: "error",
    ...common,
    level: "error",
    trace_id: "a".repeat(32),
    at: "read-gate",
    error: { name: "Error", message: "D1 is down" },
    ...fields,
  });
}

function checked<Line>(line: Line): Line {
  logLine.parse(line);
  return line;
}
