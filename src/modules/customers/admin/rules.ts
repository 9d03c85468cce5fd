import { refusalAt } from "../../../kernel/api/problem.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { decideAddressDeletion } from "../addresses/rules.ts";
import type { CustomerAddress } from "../addresses/schema.ts";
import { customerDeleted } from "../events.ts";
import { changed, decideCustomer, emailKeyOf } from "../rules.ts";
import type { Customer } from "../schema.ts";
import type { AdminCustomerInput, AdminCustomerPatch } from "./schema.ts";

/** Adds a customer without an account. `holders` are the customers who have its e-mail address. */
export function decideAddedCustomer(
  id: string,
  { taxExempt = false, vatId = null, ...input }: AdminCustomerInput,
  holders: readonly string[],
): Result<readonly NewEvent[]> {
  return holders.length > 0
    ? refused(duplicateEmail)
    : ok([decideCustomer(id, input, { hasAccount: false, taxExempt, vatId })]);
}

/** Changes a customer for staff. `holders` are the customers who have the new e-mail address. */
export function decideAdminChange(
  customer: Customer,
  patch: AdminCustomerPatch,
  holders: readonly string[],
): Result<readonly NewEvent[]> {
  const { locale = customer.locale, status = customer.status, ...others } = sentFields(patch);
  const { taxExempt = customer.taxExempt, vatId = customer.vatId, ...personal } = others;
  const person = customer.person && { ...customer.person, ...personal };
  const isAnother =
    customer.person !== null &&
    person !== null &&
    emailKeyOf(person.email) !== emailKeyOf(customer.person.email);
  if (isAnother && holders.some((id) => id !== customer.id)) return refused(duplicateEmail);
  // Nobody has shown that the new address is the customer's.
  const emailVerifiedAt = isAnother ? null : customer.emailVerifiedAt;
  return ok(changed(customer, { person, locale, status, emailVerifiedAt, taxExempt, vatId }));
}

/** Deletes a customer with its address book. */
export function decideDeletion(customer: Customer, book: readonly CustomerAddress[]): readonly NewEvent[] {
  return [...book.map(decideAddressDeletion), customerDeleted.of(customer.id, { mergedInto: null })];
}

const duplicateEmail = refusalAt("duplicate-email", "/email", "Another customer has this e-mail address.");
