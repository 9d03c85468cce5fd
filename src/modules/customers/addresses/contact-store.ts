import type { Actor } from "../../../kernel/access/actor.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Address } from "../../../kernel/text/address.ts";
import { signedInCustomer } from "../store.ts";
import { readAddressBook } from "./store.ts";

/** What a customer who has signed in need not enter again. */
export interface CustomerContact {
  readonly id: string;
  readonly email: string | null;
  readonly shippingAddress: Address | null;
  readonly billingAddress: Address | null;
}

/** The contact of the customer who calls; null for everybody without an account. */
export function contactOf(database: TenantDatabase, actor: Actor): CustomerContact | null {
  const customer = signedInCustomer(database, actor);
  if (customer === undefined) return null;
  const book = readAddressBook(database, customer.id);
  return {
    id: customer.id,
    email: customer.person?.email ?? null,
    shippingAddress: book.find((one) => one.isDefaultShipping)?.person ?? null,
    billingAddress: book.find((one) => one.isDefaultBilling)?.person ?? null,
  };
}
