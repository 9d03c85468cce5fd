import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { readAddressBook } from "../addresses/store.ts";
import { readGroups } from "../groups/store.ts";
import type { Customer } from "../schema.ts";
import { findWithoutAccount } from "../store.ts";
import type { CustomerWithBook, Verifiable } from "./rules.ts";

/** What verifying the e-mail address of an account depends on. */
export function loadVerifiable(database: TenantDatabase, customer: Customer): Verifiable {
  const { hasAccount, person } = customer;
  const added = hasAccount && person !== null ? findWithoutAccount(database, person.email) : undefined;
  const withBook = (one: Customer): CustomerWithBook => ({
    customer: one,
    book: readAddressBook(database, one.id),
  });
  return added === undefined
    ? { customer, book: [], added, living: new Set() }
    : {
        ...withBook(customer),
        added: withBook(added),
        living: new Set(readGroups(database).map(({ id }) => id)),
      };
}
