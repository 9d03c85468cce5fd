import * as z from "zod";

// The Worker imports the types only: nothing here is evaluated there. Tests and `npm run tail` parse lines with the schemas.

const traceId = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .describe("The trace, as in the request's `traceparent`.");
const spanId = z.string().regex(/^[0-9a-f]{16}$/);
const count = z.int().min(0);

/** What went wrong, for people who repair it. Clients never see it. */
export const loggedError = z
  .strictObject({
    name: z.string().describe("The error's class."),
    message: z.string(),
    stack: z.string().optional(),
  })
  .describe("What failed. Clients never see it.");

/** What every line has. */
const common = {
  timestamp: z.iso.datetime().describe("When the unit of work ended."),
  level: z
    .enum(["info", "warn", "error"])
    .describe(
      "`warn`: it will be repeated, or somebody was refused for too many requests. `error`: somebody has to look.",
    ),
  release: z.string().describe("The Worker's version, or `local`."),
  tenant_id: z.string().nullable().describe("Null if the unit concerns no single tenant."),
};

/** Its place in a trace: `parent_id` is the span that led to it. */
const inTrace = {
  trace_id: traceId.nullable().describe("Null if nothing in particular led to it."),
  span_id: spanId.describe("This unit of work."),
  parent_id: spanId
    .nullable()
    .describe("The unit that led to this one: the caller's span, a request or a command."),
};

/** Where a unit's work on several traces belongs to. */
const links = z
  .array(z.string().regex(/^[0-9a-f]{32}-[0-9a-f]{16}$/))
  .describe("Further traces and spans that led to it, `trace-span`, up to 16.");

const cost = {
  duration_ms: z.number().min(0),
  d1: count.describe("Round trips to D1."),
  objects: count.describe("Calls of Durable Objects."),
  retries: count.describe(
    "How many of both were repeated, since the first attempt met a database or an object that was restarting.",
  ),
  rows_read: count.describe("Rows that D1, or for commands the object's SQLite, read."),
  rows_written: count.describe("Rows that were written there."),
};

const request = z.strictObject({
  kind: z.literal("request"),
  ...common,
  ...inTrace,
  ...cost,
  request_id: z.string().describe("`X-Request-Id`, and the correlation id of all events that follow."),
  actor: z.string().describe("The kind of caller, such as `customer`, `user`, `apiKey` or `system`."),
  method: z.string(),
  route: z
    .string()
    .describe(
      "The route's path with parameters by name, so that it has no ids and no secrets. `none` if there is none.",
    ),
  operation: z.string().nullable().describe("The route's operation."),
  status: z.int().min(100).max(599),
  problem: z.string().nullable().describe("The problem's `code`, if it was refused or failed."),
  cache: z
    .enum(["hit", "stale", "miss", "coalesced", "bypass"])
    .nullable()
    .describe(
      "How a storefront read was answered: from a cache, fresh or stale, by D1, by a read that others began, or past the cache.",
    ),
  cache_layer: z
    .enum(["isolate", "data-center", "gate"])
    .nullable()
    .describe("The layer that had the answer, or read it."),
  operation_d1: count.describe("Round trips of the operation itself."),
  operation_objects: count.describe("Calls of the operation itself."),
  sample: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe(
      "The part of such requests that has a line. They are reads that this isolate answered from its memory, and a `cache` line counts them all. Null for every other request.",
    ),
  error: loggedError.optional(),
});

const command = z.strictObject({
  kind: z.literal("command"),
  ...common,
  ...inTrace,
  correlation_id: z.string(),
  operation: z.string(),
  actor: z.string(),
  status: z.enum(["done", "replayed", "refused", "failed"]),
  problem: z.string().nullable(),
  seq: count.nullable().describe("The position of its last event in the tenant's log."),
  events: count.describe("Events that it wrote."),
  commands: count.describe(
    "How many ran in one call. Of several, the line has the status of the worst, and the sums of all.",
  ),
  done: count.describe("How many of them were done."),
  replayed: count.describe("How many were repeats, and got the stored answer."),
  refused: count.describe("How many were refused."),
  failed: count.describe("How many failed. They have changed nothing."),
  rows_read: cost.rows_read,
  rows_written: cost.rows_written,
  error: loggedError.optional(),
});

const relay = z.strictObject({
  kind: z.literal("relay"),
  ...common,
  ...inTrace,
  links,
  duration_ms: cost.duration_ms,
  status: z.enum(["sent", "failed"]),
  subscriptions: z.array(z.string()).describe("The subscriptions that were notified."),
  direct: z
    .array(z.string())
    .describe("Those of them that were called directly, since earlier notifications are pending."),
  notifications: count.describe("Messages that were sent to a queue."),
  events: count.describe("Events that the messages carried."),
  behind: count.describe("How many events the subscription that is furthest behind has not processed."),
  retries: count.describe("Notifications that a subscription has left unanswered."),
  error: loggedError.optional(),
});

const deadLetter = z
  .strictObject({
    id: z.string(),
    seq: count,
    type: z.string().describe("The event's type, or the audited action."),
    aggregate: z.string().nullable().describe("`type/id`."),
    correlation_id: z.string(),
    attempts: count,
  })
  .describe(
    "Set for `set-aside`: the dead letter that was written. Part of the data stays old until somebody acts.",
  );

const projection = z.strictObject({
  kind: z.literal("projection"),
  ...common,
  ...inTrace,
  ...cost,
  links,
  subscription: z.string(),
  status: z.enum(["projected", "lost-race", "parked", "failed", "set-aside", "stopped", "rebuilt"]),
  from_seq: count,
  to_seq: count,
  events: count,
  statements: count,
  lag_ms: z
    .number()
    .nullable()
    .describe(
      "From the oldest event of the batch until its rows could be read. Null for what was not projected.",
    ),
  dead_letter: deadLetter.optional(),
  error: loggedError.optional(),
});

const reaction = z.strictObject({
  kind: z.literal("reaction"),
  ...common,
  ...inTrace,
  subscription: z.string(),
  status: z.enum(["reacted", "failed", "set-aside"]),
  event_type: z.string(),
  event_id: z.string(),
  seq: count,
  duration_ms: cost.duration_ms,
  lag_ms: z.number().nullable().describe("From the event until the reaction had ended."),
  dead_letter: deadLetter.optional(),
  error: loggedError.optional(),
});

const alarm = z.strictObject({
  kind: z.literal("alarm"),
  ...common,
  ...inTrace,
  duration_ms: cost.duration_ms,
  jobs: z.array(z.string()).describe("The jobs that were due."),
  status: z.enum(["done", "failed"]),
});

const cache = z.strictObject({
  kind: z.literal("cache"),
  ...common,
  fresh: count,
  stale: count,
  tenants: z.record(z.string(), count).describe("Answers by tenant; `others` beyond 100 tenants."),
});

const maintenance = z.strictObject({
  kind: z.literal("maintenance"),
  ...common,
  ...inTrace,
  ...cost,
  job: z.string(),
  statements: count,
});

const error = z.strictObject({
  kind: z.literal("error"),
  ...common,
  trace_id: traceId.nullable(),
  at: z.string().describe("The part that failed, such as `read-gate`."),
  subscription: z.string().optional(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  error: loggedError,
});

/** A line of the log: one unit of work, with everything that is known of it. */
export const logLine = z.discriminatedUnion("kind", [
  request,
  command,
  relay,
  projection,
  reaction,
  alarm,
  cache,
  maintenance,
  error,
]);

/** A line of the log. */
export type LogLine = z.infer<typeof logLine>;
export type LogKind = LogLine["kind"];
export type LoggedError = z.infer<typeof loggedError>;
/** The line of one kind. */
export type LineOf<Kind extends LogKind> = Extract<LogLine, { kind: Kind }>;
