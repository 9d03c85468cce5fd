import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Deliveries to webhook endpoints in the read model: one row for each event and endpoint that an attempt was made at. */
export const webhookDeliveries = sqliteTable(
  "webhook_deliveries",
  {
    tenantId: text("tenant_id").notNull(),
    endpointId: text("endpoint_id").notNull(),
    id: text().notNull(),
    eventId: text("event_id").notNull(),
    seq: integer().notNull(),
    type: text().notNull(),
    aggregateType: text("aggregate_type").notNull(),
    aggregateId: text("aggregate_id").notNull(),
    status: text({ enum: ["pending", "delivered", "failed"] }).notNull(),
    attempts: integer().notNull(),
    code: integer(),
    answer: text(),
    error: text(),
    durationMs: integer("duration_ms").notNull(),
    firstAt: text("first_at").notNull(),
    lastAt: text("last_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.endpointId, table.id] }),
    index("webhook_deliveries_status").on(table.tenantId, table.endpointId, table.status, table.id),
    index("webhook_deliveries_aggregate").on(table.tenantId, table.aggregateId),
    index("webhook_deliveries_age").on(table.lastAt),
  ],
);
