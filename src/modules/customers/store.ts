import { and, eq, isNotNull } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import tables from "../../../migrations/tenant/0068_customers.sql";
import merges from "../../../migrations/tenant/0098_erasures.sql";
import type { Actor } from "../../kernel/access/actor.ts";
import { defineAggregate } from "../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import type { Envelope } from "../../kernel/write/event.ts";
import { withoutPersonal } from "../../kernel/write/personal.ts";
import {
  customerDeleted,
  customerErased,
  customerGroupsChanged,
  customerRegistered,
  customerUpdated,
  emailVerificationRequested,
  passwordResetRequested,
} from "./events.ts";
import { toCustomer } from "./presentation.ts";
import { emailKeyOf } from "./rules.ts";
import { type Customer, type CustomerResponse, customerState } from "./schema.ts";

export const migration: Migration = { name: "0068_customers", sql: tables };
export const mergesMigration: Migration = { name: "0098_erasures", sql: merges };

export const customers = sqliteTable(
  "customers",
  {
    id: text().primaryKey(),
    emailKey: text("email_key"),
    hasAccount: integer("has_account", { mode: "boolean" }).notNull(),
    content: text().notNull(),
    stateVersion: integer("state_version").notNull(),
  },
  (table) => [
    uniqueIndex("customers_email").on(table.emailKey, table.hasAccount).where(isNotNull(table.emailKey)),
  ],
);

/** Which customers have become one. The events that say so leave the log. */
export const customerMerges = sqliteTable(
  "customer_merges",
  { id: text().primaryKey(), mergedInto: text("merged_into").notNull() },
  (table) => [index("customer_merges_into").on(table.mergedInto)],
);

export const customerAggregate = defineAggregate(customerState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === customerDeleted.type) {
      const { mergedInto } = customerDeleted.read(event);
      if (mergedInto !== null)
        database.insert(customerMerges).values({ id, mergedInto }).onConflictDoNothing().run();
      database.delete(customers).where(eq(customers.id, id)).run();
      return;
    }
    // A customer that was deleted before has no row, and gets none.
    if (event.type === customerErased.type && readCustomer(database, id) === undefined) return;
    const row = rowOf(evolved(readCustomer(database, id), event));
    database.insert(customers).values(row).onConflictDoUpdate({ target: customers.id, set: row }).run();
  },
  state: (database, id) => readCustomer(database, id) ?? null,
});

/** A customer by its id; undefined if there is none. */
export function readCustomer(database: TenantDatabase, id: string): Customer | undefined {
  return customerOf(database.select().from(customers).where(eq(customers.id, id)).get());
}

/** The customer who signs in with an e-mail address; undefined if nobody does. */
export function findAccount(database: TenantDatabase, email: string): Customer | undefined {
  const isAccount = and(eq(customers.emailKey, emailKeyOf(email)), eq(customers.hasAccount, true));
  return customerOf(database.select().from(customers).where(isAccount).get());
}

/** The customer whom staff has added with an e-mail address, and who has no account; undefined if there is none. */
export function findWithoutAccount(database: TenantDatabase, email: string): Customer | undefined {
  const isAdded = and(eq(customers.emailKey, emailKeyOf(email)), eq(customers.hasAccount, false));
  return customerOf(database.select().from(customers).where(isAdded).get());
}

/** The customer who calls with an account; undefined for everybody else. */
export function signedInCustomer(database: TenantDatabase, actor: Actor): Customer | undefined {
  if (actor.kind !== "customer" || actor.id === undefined) return undefined;
  const customer = readCustomer(database, actor.id);
  return customer?.hasAccount === true ? customer : undefined;
}

/** The ids of all customers with an e-mail address: at most one with an account, and one without. */
export function customersWith(database: TenantDatabase, email: string): readonly string[] {
  return database
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.emailKey, emailKeyOf(email)))
    .all()
    .map(({ id }) => id);
}

/** The customers that have become this one. */
export function mergedInto(database: TenantDatabase, id: string): readonly string[] {
  return database
    .select({ id: customerMerges.id })
    .from(customerMerges)
    .where(eq(customerMerges.mergedInto, id))
    .all()
    .map((row) => row.id);
}

/** The wire shape of a customer. */
export function toCustomerResponse(database: TenantDatabase, customer: Customer): CustomerResponse {
  return toCustomer(customer, versionOf(database, "customer", customer.id));
}

function evolved(current: Customer | undefined, event: Envelope): Customer {
  const updatedAt = event.occurredAt;
  switch (event.type) {
    case customerRegistered.type:
      return {
        ...customerRegistered.read(event),
        id: event.aggregate.id,
        groupIds: [],
        erasedAt: null,
        createdAt: updatedAt,
        updatedAt,
      };
    case passwordResetRequested.type:
    case emailVerificationRequested.type:
      if (current === undefined) throw new Error(`${event.aggregate.id} does not exist`);
      return current;
    case customerUpdated.type:
      if (current === undefined) throw new Error(`${event.aggregate.id} does not exist`);
      return { ...current, ...sent(customerUpdated.read(event)), updatedAt };
    case customerErased.type:
      if (current === undefined) throw new Error(`${event.aggregate.id} does not exist`);
      return erased(current, updatedAt);
    case customerGroupsChanged.type: {
      if (current === undefined) throw new Error(`${event.aggregate.id} does not exist`);
      const { added, removed } = customerGroupsChanged.read(event);
      const kept = current.groupIds.filter((id) => !removed.includes(id));
      return { ...current, groupIds: [...kept, ...added], updatedAt };
    }
    default:
      throw new Error(`${event.type} is no event of a customer`);
  }
}

/** Only that there was a customer is left. */
function erased(customer: Customer, at: string): Customer {
  return {
    ...withoutPersonal(customerState.personalFields, customer),
    hasAccount: false,
    emailVerifiedAt: null,
    passwordChangedAt: null,
    locale: null,
    taxExempt: false,
    groupIds: [],
    erasedAt: customer.erasedAt ?? at,
    updatedAt: at,
  };
}

function sent(changes: ReturnType<typeof customerUpdated.read>): Partial<Customer> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** The row of a customer. */
export function rowOf(customer: Customer): typeof customers.$inferInsert {
  const { id, person, hasAccount } = customer;
  const emailKey = person === null ? null : emailKeyOf(person.email);
  return { id, emailKey, hasAccount, content: JSON.stringify(customer), stateVersion: customerState.version };
}

function customerOf(row: typeof customers.$inferSelect | undefined): Customer | undefined {
  return row === undefined ? undefined : customerState.readJson(row.stateVersion, row.content);
}
