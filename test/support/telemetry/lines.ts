import type { LineOf, LogKind } from "../../../src/telemetry/log/lines.ts";

const common = {
  timestamp: "2026-03-01T12:00:00.000Z",
  level: "info",
  release: "local",
  tenant_id: "ten_01J00000000000000000000000",
} as const;
const inTrace = { trace_id: "0".repeat(32), span_id: "0".repeat(16), parent_id: null } as const;
const cost = { duration_ms: 12, d1: 1, objects: 0, rows_read: 1, rows_written: 0 } as const;

/** A line of each kind, as a healthy platform writes it. */
export const lines = {
  request: {
    kind: "request",
    ...common,
    ...inTrace,
    ...cost,
    request_id: "01J00000000000000000000000",
    actor: "anonymous",
    method: "GET",
    route: "/v1/store/products/{handle}",
    operation: "catalogue.readStoreProduct",
    status: 200,
    problem: null,
    cache: "miss",
    operation_d1: 1,
    operation_objects: 0,
    sample: 1,
  },
  command: {
    kind: "command",
    ...common,
    ...inTrace,
    correlation_id: "01J00000000000000000000000",
    operation: "checkout.openCart",
    actor: "anonymous",
    status: "done",
    problem: null,
    seq: 1,
    events: 1,
    commands: 1,
    refused: 0,
    rows_read: 1,
    rows_written: 1,
  },
  relay: {
    kind: "relay",
    ...common,
    ...inTrace,
    links: [],
    duration_ms: 3,
    status: "sent",
    subscriptions: ["read-model"],
    notifications: 1,
    events: 1,
  },
  projection: {
    kind: "projection",
    ...common,
    ...inTrace,
    ...cost,
    links: [],
    subscription: "read-model",
    status: "projected",
    from_seq: 1,
    to_seq: 2,
    events: 2,
    statements: 4,
    lag_ms: 40,
    retries: 0,
    dead_letter: null,
    event_type: null,
  },
  reaction: {
    kind: "reaction",
    ...common,
    ...inTrace,
    subscription: "orders.confirmation",
    status: "reacted",
    event_type: "order.placed",
    event_id: "01J00000000000000000000000",
    seq: 1,
    duration_ms: 20,
    lag_ms: 100,
    retries: 0,
    dead_letter: null,
  },
  alarm: { kind: "alarm", ...common, ...inTrace, duration_ms: 1, jobs: ["relay"], status: "done" },
  cache: { kind: "cache", ...common, tenant_id: null, fresh: 7, stale: 2, tenants: {} },
  maintenance: {
    kind: "maintenance",
    ...common,
    tenant_id: null,
    ...inTrace,
    ...cost,
    job: "sweep",
    statements: 2,
  },
  error: {
    kind: "error",
    ...common,
    trace_id: null,
    at: "projection",
    error: { name: "Error", message: "x" },
  },
} as const satisfies { readonly [Kind in LogKind]: unknown };

/** A line of a kind, with some fields changed. */
export function lineOf<const Kind extends LogKind>(
  kind: Kind,
  more: Partial<LineOf<Kind>> = {},
): LineOf<Kind> {
  // The line of the kind stays one of the kind.
  return { ...lines[kind], ...more } as unknown as LineOf<Kind>;
}
