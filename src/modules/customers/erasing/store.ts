import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { customerAddressAggregate, readAddressBook } from "../addresses/store.ts";
import { emailKeyOf } from "../rules.ts";
import type { Customer } from "../schema.ts";
import { customerAggregate, mergedInto, readCustomer } from "../store.ts";

/** A person: a customer, also one that was deleted, with everything that is known to be the same person's. */
export interface Person {
  /** Undefined once the customer was deleted. */
  readonly customer: Customer | undefined;
  /** The customer itself, and those that have become this one. */
  readonly customerIds: readonly string[];
  /** Addresses of the address book, also those that were deleted while the log still has them. */
  readonly addressIds: readonly string[];
  readonly email: string | null;
  /** Whether the customer has shown that the e-mail address is its own. What guests did with it is then this person's. */
  readonly isEmailVerified: boolean;
}

/** Reads who a customer is. Undefined if there never was one. */
export function loadPerson(database: TenantDatabase, id: string): Person | undefined {
  if (versionOf(database, customerAggregate.type, id) === 0) return undefined;
  const customer = readCustomer(database, id);
  const customerIds = [id, ...mergedInto(database, id)];
  const book = customerIds.flatMap((one) => readAddressBook(database, one));
  const named = database.object.aggregatesNaming(customerAddressAggregate.type, "customerId", customerIds);
  return {
    customer,
    customerIds,
    addressIds: [...new Set([...book.map((address) => address.id), ...named])],
    email: customer?.person ? emailKeyOf(customer.person.email) : null,
    isEmailVerified: (customer?.emailVerifiedAt ?? null) !== null,
  };
}
