import { isNotNull, isNull } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const versioned = () => ({
  version: integer().notNull(),
  generation: integer().notNull().default(0),
});

/** The tables of `migrations/d1/0080_customers.sql`. */
export const customers = sqliteTable(
  "customers",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    ...versioned(),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
    status: text().notNull(),
    email: text(),
    state: text().notNull(),
    stateVersion: integer("state_version").notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("customers_newest").on(table.tenantId, table.createdAt, table.id).where(isNull(table.deletedAt)),
    index("customers_updated").on(table.tenantId, table.updatedAt, table.id).where(isNull(table.deletedAt)),
    index("customers_status")
      .on(table.tenantId, table.status, table.createdAt, table.id)
      .where(isNull(table.deletedAt)),
    index("customers_email")
      .on(table.tenantId, table.email, table.createdAt, table.id)
      .where(isNull(table.deletedAt)),
    index("customers_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);

export const customerTerms = sqliteTable(
  "customer_terms",
  {
    tenantId: text("tenant_id").notNull(),
    term: text().notNull(),
    createdAt: text("created_at").notNull(),
    customerId: text("customer_id").notNull(),
    ...versioned(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.term, table.createdAt, table.customerId] }),
    index("customer_terms_customer").on(table.tenantId, table.customerId),
  ],
);

export const customerGroups = sqliteTable(
  "customer_groups",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    ...versioned(),
    name: text().notNull(),
    handle: text().notNull(),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
    deletedAt: text("deleted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("customer_groups_handle").on(table.tenantId, table.handle).where(isNull(table.deletedAt)),
    index("customer_groups_tombstones").on(table.deletedAt).where(isNotNull(table.deletedAt)),
  ],
);

export const customerGroupMembers = sqliteTable(
  "customer_group_members",
  {
    tenantId: text("tenant_id").notNull(),
    groupId: text("group_id").notNull(),
    createdAt: text("created_at").notNull(),
    customerId: text("customer_id").notNull(),
    ...versioned(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.groupId, table.createdAt, table.customerId] }),
    index("customer_group_members_customer").on(table.tenantId, table.customerId),
  ],
);
