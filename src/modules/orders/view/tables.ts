import { isNotNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The tables of `migrations/d1/0005_orders.sql`. */
export const orders = sqliteTable(
  "orders",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
    number: integer().notNull(),
    placedAt: text("placed_at").notNull(),
    status: text().notNull(),
    paymentStatus: text("payment_status").notNull(),
    fulfillmentStatus: text("fulfillment_status").notNull(),
    email: text(),
    customerId: text("customer_id"),
    country: text(),
    updatedAt: text("updated_at").notNull().default(""),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("orders_newest").on(table.tenantId, table.placedAt, table.number),
    index("orders_state").on(
      table.tenantId,
      table.status,
      table.paymentStatus,
      table.fulfillmentStatus,
      table.placedAt,
      table.number,
    ),
    index("orders_email").on(table.tenantId, table.email, table.placedAt, table.number),
    index("orders_customer")
      .on(table.tenantId, table.customerId, table.placedAt, table.number)
      .where(isNotNull(table.customerId)),
    index("orders_country")
      .on(table.tenantId, table.country, table.placedAt, table.number)
      .where(isNotNull(table.country)),
    index("orders_number").on(table.tenantId, table.number),
    index("orders_updated").on(table.tenantId, table.updatedAt, table.number),
  ],
);

export const orderTerms = sqliteTable(
  "order_terms",
  {
    tenantId: text("tenant_id").notNull(),
    term: text().notNull(),
    placedAt: text("placed_at").notNull(),
    number: integer().notNull(),
    orderId: text("order_id").notNull(),
    version: integer().notNull(),
    generation: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.term, table.placedAt, table.number] }),
    index("order_terms_order").on(table.tenantId, table.orderId),
  ],
);
