import type { LineOf, LogKind, LogLine } from "../../../src/telemetry/log/lines.ts";

export const traceId = "a3f34190ce02dfa0c85696487b151b59";
const common = {
  timestamp: "2026-11-30T06:20:58.520Z",
  level: "info",
  release: "local",
  tenant_id: "ten_01M8NHN4JM5F5K0HYWVWP9CCMM",
} as const;
const inTrace = { trace_id: traceId, span_id: "1111111111111111", parent_id: null } as const;
const cost = { duration_ms: 12, d1: 1, objects: 0, retries: 0, rows_read: 4, rows_written: 0 } as const;

export const request: LineOf<"request"> = {
  kind: "request",
  ...common,
  ...inTrace,
  ...cost,
  request_id: "01M8NHT7R8MAGMJ1CGTF4V2STP",
  actor: "anonymous",
  method: "GET",
  route: "/v1/store/products",
  operation: "catalogue.listStoreProducts",
  status: 200,
  problem: null,
  cache: "miss",
  cache_layer: "gate",
  operation_d1: 1,
  operation_objects: 0,
  sample: null,
};

export const command: LineOf<"command"> = {
  kind: "command",
  ...common,
  ...inTrace,
  correlation_id: "01M8NHT7R8MAGMJ1CGTF4V2STP",
  operation: "catalogue.createProduct",
  actor: "apiKey",
  status: "done",
  problem: null,
  seq: 379,
  events: 2,
  commands: 1,
  done: 1,
  replayed: 0,
  refused: 0,
  failed: 0,
  rows_read: 3,
  rows_written: 9,
};

export const projection: LineOf<"projection"> = {
  kind: "projection",
  ...common,
  ...inTrace,
  trace_id: null,
  ...cost,
  links: [`${traceId}-2222222222222222`],
  subscription: "read-model",
  status: "projected",
  from_seq: 379,
  to_seq: 380,
  events: 2,
  statements: 7,
  lag_ms: 80,
};

export const failure: LineOf<"error"> = {
  kind: "error",
  ...common,
  level: "error",
  trace_id: traceId,
  at: "dead-letter",
  subscription: "read-model",
  details: { deadLetter: "dlq_1" },
  error: {
    name: "TypeError",
    message: "x is undefined",
    stack: "TypeError: x is undefined\n    at project (index.js:1:2)\n    at run (index.js:3:4)",
  },
};

/** One of each kind. */
export const lineByKind: { readonly [Kind in LogLine["kind"]]: LineOf<Kind> } = {
  request,
  command,
  projection,
  error: failure,
  relay: {
    kind: "relay",
    ...common,
    ...inTrace,
    links: [],
    duration_ms: 3,
    status: "sent",
    subscriptions: ["audit", "orders.claims", "orders.confirmation", "read-model"],
    direct: ["audit"],
    notifications: 3,
    events: 2,
    behind: 2,
    retries: 1,
  },
  reaction: {
    kind: "reaction",
    ...common,
    ...inTrace,
    subscription: "orders.confirmation",
    status: "failed",
    event_type: "order.placed",
    event_id: "01M8NHT7RR8C1WY56GYM0FFHZ3",
    seq: 379,
    duration_ms: 1_500,
    lag_ms: 2_000,
  },
  alarm: {
    kind: "alarm",
    ...common,
    ...inTrace,
    duration_ms: 4,
    jobs: ["checkout.expireCarts"],
    status: "done",
  },
  cache: {
    kind: "cache",
    ...common,
    tenant_id: null,
    fresh: 120,
    stale: 2,
    tenants: { ten_01A: 120, ten_01B: 2 },
  },
  maintenance: {
    kind: "maintenance",
    ...common,
    ...inTrace,
    tenant_id: null,
    ...cost,
    job: "sweep",
    statements: 12,
  },
};

/** A line of a kind, with some fields changed. */
export function lineOf<const Kind extends LogKind>(
  kind: Kind,
  more: Partial<LineOf<Kind>> = {},
): LineOf<Kind> {
  // The line of the kind stays one of the kind.
  return { ...lineByKind[kind], ...more } as unknown as LineOf<Kind>;
}
