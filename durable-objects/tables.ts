import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The tables of `migrations/tenant/0001_object.sql`, and of later ones of the object's own; a test holds them together. */
export const object = sqliteTable("object", {
  id: integer().primaryKey(),
  tenantId: text("tenant_id").notNull(),
  slug: text().notNull(),
  epoch: integer().notNull(),
  head: integer().notNull().default(0),
  journalHead: integer("journal_head").notNull().default(0),
  provisionedAt: text("provisioned_at").notNull(),
});

export const events = sqliteTable("events", {
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
});

export const aggregates = sqliteTable(
  "aggregates",
  {
    type: text().notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    deleted: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.type, table.id] })],
);

export const subscriptions = sqliteTable("subscriptions", {
  name: text().primaryKey(),
  position: integer().notNull().default(0),
  rungThrough: integer("rung_through").notNull().default(0),
  rungAt: integer("rung_at").notNull().default(0),
  unanswered: integer().notNull().default(0),
});

export const idempotency = sqliteTable(
  "idempotency",
  {
    scope: text().primaryKey(),
    fingerprint: text().notNull(),
    answer: blob({ mode: "buffer" }).notNull(),
    bytes: integer().notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("idempotency_expiry").on(table.expiresAt)],
);

export const idempotencySize = sqliteTable("idempotency_size", {
  id: integer().primaryKey(),
  bytes: integer().notNull(),
});

export const journal = sqliteTable(
  "journal",
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
  },
  (table) => [index("journal_age").on(table.at)],
);

export const schedules = sqliteTable("schedules", {
  name: text().primaryKey(),
  dueAt: integer("due_at").notNull(),
});
