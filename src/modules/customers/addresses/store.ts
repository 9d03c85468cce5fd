import { asc, eq } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../../migrations/tenant/0081_customer_addresses.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import {
  customerAddressCreated,
  customerAddressDeleted,
  customerAddressErased,
  customerAddressUpdated,
} from "./events.ts";
import { type CustomerAddress, type CustomerAddressResponse, customerAddressState } from "./schema.ts";

export const migration: Migration = { name: "0081_customer_addresses", sql: tables };

export const customerAddresses = sqliteTable(
  "customer_addresses",
  {
    id: text().primaryKey(),
    customerId: text("customer_id").notNull(),
    content: text().notNull(),
    stateVersion: integer("state_version").notNull(),
  },
  (table) => [index("customer_addresses_customer").on(table.customerId, table.id)],
);

export const customerAddressAggregate = defineAggregate(customerAddressState, {
  apply(database, event) {
    const { id } = event.aggregate;
    const at = event.occurredAt;
    switch (event.type) {
      case customerAddressCreated.type:
        return writeAddress(database, {
          id,
          ...customerAddressCreated.read(event),
          createdAt: at,
          updatedAt: at,
        });
      case customerAddressUpdated.type: {
        const current = readAddress(database, id);
        if (current === undefined) throw new Error(`${id} does not exist`);
        const changes = sentFields(customerAddressUpdated.read(event));
        return writeAddress(database, { ...current, ...changes, updatedAt: at });
      }
      case customerAddressDeleted.type:
      case customerAddressErased.type:
        database.delete(customerAddresses).where(eq(customerAddresses.id, id)).run();
    }
  },
  state: (database, id) => readAddress(database, id) ?? null,
});

/** The address book of a customer, oldest first. */
export function readAddressBook(database: TenantDatabase, customerId: string): readonly CustomerAddress[] {
  return database
    .select()
    .from(customerAddresses)
    .where(eq(customerAddresses.customerId, customerId))
    .orderBy(asc(customerAddresses.id))
    .all()
    .flatMap((row) => addressOf(row) ?? []);
}

/** The wire shape of an address. */
export function toAddressResponse(
  database: TenantDatabase,
  { person, customerId: _, ...content }: CustomerAddress,
): CustomerAddressResponse {
  const version = versionOf(database, customerAddressAggregate.type, content.id);
  return { ...(person ?? erased), ...content, version };
}

const erased = {
  firstName: null,
  lastName: null,
  company: null,
  address1: null,
  address2: null,
  city: null,
  province: null,
  postalCode: null,
  country: "",
  phone: null,
};

function readAddress(database: TenantDatabase, id: string): CustomerAddress | undefined {
  return addressOf(database.select().from(customerAddresses).where(eq(customerAddresses.id, id)).get());
}

function addressOf(row: typeof customerAddresses.$inferSelect | undefined): CustomerAddress | undefined {
  return row === undefined ? undefined : customerAddressState.readJson(row.stateVersion, row.content);
}

/** Writes an address in place of what is there. */
export function writeAddress(database: TenantDatabase, address: CustomerAddress): void {
  const { id, customerId } = address;
  const { version: stateVersion } = customerAddressState;
  const row = { id, customerId, content: JSON.stringify(address), stateVersion };
  database
    .insert(customerAddresses)
    .values(row)
    .onConflictDoUpdate({ target: customerAddresses.id, set: row })
    .run();
}
