import * as z from "zod";
import type { Actor } from "../../../kernel/access/actor.ts";
import { type Refusal, refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { customerIds } from "../ids.ts";
import { signedInCustomer } from "../store.ts";
import { decideAddress, decideAddressChange, decideAddressDeletion } from "./rules.ts";
import {
  type CustomerAddress,
  type CustomerAddressResponse,
  customerAddressInput,
  customerAddressPatch,
  customerAddressResponse,
} from "./schema.ts";
import { customerAddressAggregate, readAddressBook, toAddressResponse } from "./store.ts";

const byId = z.object({ id: opaqueId });
const idOf = ({ id }: { readonly id: string }) => canonicalId(customerIds.customerAddress, id);

export const noSuchAddress = refusal("not-found", "There is no such address.");

/** For operations on what an account has. An order's token opens the order only. */
export const notSignedIn: Refusal = refusal("unauthenticated", "Sign in as a customer.");

export const createAddress = defineCommand({
  name: "customers.createAddress",
  access: "customer",
  input: customerAddressInput,
  output: customerAddressResponse,
  load: (database, _, context) => loadOwnBook(database, context),
  decide(own, input, { newId }) {
    if (own === null) return refused(notSignedIn);
    const id = newId(customerIds.customerAddress);
    const events = decideAddress({ id, customerId: own.customerId }, input, own.book);
    if (!events.ok) return events;
    return ok({ events: events.value, answer: (database) => writtenAddress(database, own.customerId, id) });
  },
});

export const updateAddress = defineCommand({
  name: "customers.updateAddress",
  access: "customer",
  input: byId.extend({ patch: customerAddressPatch }),
  output: customerAddressResponse,
  guards,
  load: (database, input, context) => loadOwnAddress(database, input, context),
  decide(own, { patch }) {
    if (!own.ok) return own;
    const { customerId, address, others } = own.value;
    return ok({
      events: decideAddressChange(address, patch, others),
      answer: (database) => writtenAddress(database, customerId, address.id),
    });
  },
});

export const deleteAddress = defineCommand({
  name: "customers.deleteAddress",
  access: "customer",
  input: byId,
  output: nothing,
  guards,
  load: (database, input, context) => loadOwnAddress(database, input, context),
  decide: (own) =>
    own.ok ? ok({ events: [decideAddressDeletion(own.value.address)], answer: () => null }) : own,
});

/** The address book of the customer who calls; null if nobody has signed in. */
export function loadOwnBook(database: TenantDatabase, { actor }: { readonly actor: Actor }) {
  const customer = signedInCustomer(database, actor);
  if (customer === undefined) return null;
  return { customerId: customer.id, book: readAddressBook(database, customer.id) };
}

interface OwnAddress {
  readonly customerId: string;
  readonly address: CustomerAddress;
  readonly others: readonly CustomerAddress[];
}

/** One of the caller's own addresses. Another customer's is not found. */
export function loadOwnAddress(
  database: TenantDatabase,
  input: { readonly id: string },
  context: { readonly actor: Actor },
): Result<OwnAddress> {
  const own = loadOwnBook(database, context);
  if (own === null) return refused(notSignedIn);
  const address = own.book.find(({ id }) => id === idOf(input));
  if (address === undefined) return refused(noSuchAddress);
  return ok({ ...own, address, others: own.book.filter((one) => one !== address) });
}

function guards(input: { readonly id: string }, database: TenantDatabase, context: Context) {
  const own = loadOwnAddress(database, input, context);
  return own.ok ? { type: customerAddressAggregate.type, id: own.value.address.id } : null;
}

function writtenAddress(database: TenantDatabase, customerId: string, id: string): CustomerAddressResponse {
  const address = readAddressBook(database, customerId).find((one) => one.id === id);
  if (address === undefined) throw new Error(`${id} was just written but cannot be read`);
  return toAddressResponse(database, address);
}
