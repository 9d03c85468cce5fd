import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Erasures, RefusalCount } from "../../src/kernel/delivery/audit.ts";

/**
 * The object's own tables, defined in `migrations/tenant/0001_object.sql` and later. A test compares code and SQL.
 */
export const object = sqliteTable("object", {
  id: integer().primaryKey(),
  tenantId: text("tenant_id").notNull(),
  slug: text().notNull(),
  epoch: integer().notNull(),
  head: integer().notNull().default(0),
  auditHead: integer("audit_head").notNull().default(0),
  provisionedAt: text("provisioned_at").notNull(),
  logBytes: integer("log_bytes").notNull().default(0),
  epochBeganAt: integer("epoch_began_at").notNull().default(0),
  auditBeganAt: integer("audit_began_at").notNull().default(0),
  aheadOfLogAt: text("ahead_of_log_at"),
  auditHash: text("audit_hash").notNull().default(""),
});

export const events = sqliteTable(
  "events",
  {
    seq: integer().primaryKey(),
    id: text().notNull().unique(),
    epoch: integer().notNull(),
    type: text().notNull(),
    version: integer().notNull(),
    aggregateType: text("aggregate_type").notNull(),
    aggregateId: text("aggregate_id").notNull(),
    aggregateVersion: integer("aggregate_version").notNull(),
    occurredAt: text("occurred_at").notNull(),
    actor: text().notNull(),
    correlationId: text("correlation_id").notNull(),
    causationId: text("causation_id"),
    traceparent: text(),
    data: text().notNull(),
    bytes: integer().notNull(),
    /** The version of the envelope. In version 1 the state is in `data`. */
    envelope: integer().notNull().default(1),
    state: text(),
    stateVersion: integer("state_version"),
    /** The last event of its transaction, if the events of the transaction take effect together. */
    commitSeq: integer("commit_seq"),
  },
  (table) => [
    index("events_aggregate").on(table.aggregateType, table.aggregateId, table.seq),
    index("events_correlation").on(table.correlationId, table.seq),
    index("events_trace").on(sql`substr(traceparent, 4, 32)`, table.seq).where(sql`traceparent IS NOT NULL`),
  ],
);

export const aggregates = sqliteTable(
  "aggregates",
  {
    type: text().notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    deleted: integer().notNull().default(0),
    /** 1 once the person was erased from it. */
    erased: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.type, table.id] })],
);

export const subscriptions = sqliteTable("subscriptions", {
  name: text().primaryKey(),
  position: integer().notNull().default(0),
  notifiedThrough: integer("notified_through").notNull().default(0),
  notifiedAt: integer("notified_at").notNull().default(0),
  pending: integer().notNull().default(0),
  parkedAt: integer("parked_at"),
  parkedEvent: text("parked_event"),
  follows: text({ enum: ["events", "audit-log"] })
    .notNull()
    .default("events"),
  skipped: integer().notNull().default(0),
  skippedThrough: integer("skipped_through"),
  /** When a reaction's first attempt failed since one has succeeded. */
  failingSince: integer("failing_since"),
});

export const rebuildWork = sqliteTable("rebuild_work", {
  one: integer().primaryKey(),
  id: text().notNull(),
  task: text().notNull(),
  notifiedAt: integer("notified_at").notNull().default(0),
  pending: integer().notNull().default(0),
  error: text(),
});

export const attempts = sqliteTable(
  "attempts",
  {
    subscription: text().notNull(),
    epoch: integer().notNull(),
    seq: integer().notNull(),
    attempts: integer().notNull(),
    nextAt: integer("next_at").notNull(),
    error: text().notNull(),
    unavailable: integer().notNull().default(0),
    firstAt: integer("first_at").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.subscription, table.epoch, table.seq] })],
);

export const floors = sqliteTable("sequence_floors", {
  name: text().primaryKey(),
  value: integer().notNull(),
});

export const idempotency = sqliteTable(
  "idempotency",
  {
    scope: text().primaryKey(),
    fingerprint: text().notNull(),
    answer: blob({ mode: "buffer" }).notNull(),
    bytes: integer().notNull(),
    expiresAt: integer("expires_at").notNull(),
    budget: text({ enum: ["required", "staff", "shopper"] })
      .notNull()
      .default("staff"),
    caller: text().notNull().default(""),
  },
  (table) => [
    index("idempotency_expiry").on(table.expiresAt),
    index("idempotency_shoppers").on(table.caller, table.expiresAt).where(sql`budget = 'shopper'`),
  ],
);

export const answerBudgets = sqliteTable(
  "answer_budgets",
  {
    kind: text({ enum: ["required", "staff", "shopper"] }).notNull(),
    caller: text().notNull(),
    bytes: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.caller] })],
);

export const shopperWrites = sqliteTable(
  "shopper_writes",
  { caller: text().primaryKey(), bytes: integer().notNull(), at: integer().notNull() },
  (table) => [index("shopper_writes_age").on(table.at)],
);

export const tokenBuckets = sqliteTable(
  "token_buckets",
  {
    name: text().notNull(),
    key: text().notNull(),
    tokens: real().notNull(),
    at: integer().notNull(),
    fullAt: integer("full_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.key] }),
    index("token_buckets_full").on(table.name, table.fullAt),
  ],
);

export const auditLog = sqliteTable(
  "audit_log",
  {
    seq: integer().primaryKey(),
    at: text().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    outcome: text({ enum: ["allowed", "refused"] }).notNull(),
    code: text(),
    firstEvent: integer("first_event"),
    lastEvent: integer("last_event"),
    correlationId: text("correlation_id").notNull(),
    address: text(),
    epoch: integer().notNull().default(1),
    targetType: text("target_type"),
    targetId: text("target_id"),
    counted: text({ mode: "json" }).$type<RefusalCount>(),
    traceId: text("trace_id"),
    /** The hash of the entry before. Null in entries that are older than this column. */
    previous: text(),
    /** The customer or order that a shopper's entry is about. */
    subject: text(),
    /** Random, so that nobody can guess the address from the hash. Null in older and in erased entries. */
    salt: text(),
    /** The hash that an erased entry had. */
    keptHash: text("kept_hash"),
    /** The entry that says that this one was erased. */
    erasedBy: integer("erased_by"),
    /** What was erased with this entry. */
    erases: text({ mode: "json" }).$type<Erasures>(),
  },
  (table) => [
    index("audit_log_age").on(table.at),
    index("audit_log_subject").on(table.subject, table.seq).where(sql`subject IS NOT NULL`),
  ],
);

export const schedules = sqliteTable("schedules", {
  name: text().primaryKey(),
  dueAt: integer("due_at").notNull(),
  /** When the schedule was set. In the future if a clock that was ahead set it. */
  armedAt: integer("armed_at").notNull().default(0),
});
