import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { readAddressBook, toAddressResponse } from "../addresses/store.ts";
import { groupsAmong } from "../groups/store.ts";
import { customerIds } from "../ids.ts";
import { customersWith, readCustomer, toCustomerResponse } from "../store.ts";
import { decideAddedCustomer, decideAdminChange, decideDeletion } from "./rules.ts";
import { type AdminCustomer, adminCustomer, adminCustomerInput, adminCustomerPatch } from "./schema.ts";

export const noSuchCustomer = refusal("not-found", "There is no such customer.");

const byId = z.object({ id: opaqueId });
const idOf = ({ id }: { readonly id: string }) => canonicalId(customerIds.customer, id);
const guards = (input: { readonly id: string }) => ({ type: "customer", id: idOf(input) });

export const createCustomer = defineCommand({
  name: "customers.createCustomer",
  access: "customers:create",
  input: adminCustomerInput,
  output: adminCustomer,
  load: (database, { email }) => customersWith(database, email),
  decide(holders, input, { newId }) {
    const id = newId(customerIds.customer);
    const events = decideAddedCustomer(id, input, holders);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenCustomer(database, id) });
  },
});

export const updateCustomer = defineCommand({
  name: "customers.updateCustomer",
  access: "customers:update",
  input: byId.extend({ patch: adminCustomerPatch }),
  output: adminCustomer,
  guards,
  load: (database, input) => ({
    customer: readCustomer(database, idOf(input)),
    holders: input.patch.email === undefined ? [] : customersWith(database, input.patch.email),
  }),
  decide({ customer, holders }, { patch }) {
    if (customer === undefined) return refused(noSuchCustomer);
    const events = decideAdminChange(customer, patch, holders);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenCustomer(database, customer.id) });
  },
});

export const deleteCustomer = defineCommand({
  name: "customers.deleteCustomer",
  access: "customers:delete",
  input: byId,
  output: nothing,
  guards,
  load: (database, input) => ({
    customer: readCustomer(database, idOf(input)),
    book: readAddressBook(database, idOf(input)),
  }),
  decide({ customer, book }) {
    if (customer === undefined) return refused(noSuchCustomer);
    return ok({ events: decideDeletion(customer, book), answer: () => null });
  },
});

/** The wire shape of a customer for staff; undefined if there is none. */
export function readAdminCustomer(database: TenantDatabase, id: string): AdminCustomer | undefined {
  const customer = readCustomer(database, id);
  if (customer === undefined) return undefined;
  return {
    ...toCustomerResponse(database, customer),
    taxExempt: customer.taxExempt,
    vatId: customer.vatId,
    groups: [...groupsAmong(database, customer.groupIds)],
    addresses: readAddressBook(database, id).map((address) => toAddressResponse(database, address)),
  };
}

function writtenCustomer(database: TenantDatabase, id: string): AdminCustomer {
  const customer = readAdminCustomer(database, id);
  if (customer === undefined) throw new Error(`${id} was just written but cannot be read`);
  return customer;
}
