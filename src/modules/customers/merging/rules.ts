import type { NewEvent } from "../../../kernel/write/event.ts";
import { customerAddressMoved } from "../addresses/rules.ts";
import type { CustomerAddress } from "../addresses/schema.ts";
import { customerDeleted, customerGroupsChanged } from "../events.ts";
import { customerLimits } from "../limits.ts";
import { changed } from "../rules.ts";
import type { Customer } from "../schema.ts";

/** A customer with its address book. */
export interface CustomerWithBook {
  readonly customer: Customer;
  readonly book: readonly CustomerAddress[];
}

/** What verifying the e-mail address of an account depends on. */
export interface Verifiable extends CustomerWithBook {
  readonly customer: Customer;
  /** The customer whom staff has added with the same address, without an account. */
  readonly added: CustomerWithBook | undefined;
  /** The groups that exist. */
  readonly living: ReadonlySet<string>;
}

/**
 * The customer has shown that the e-mail address is its own. So it is the one whom staff has added with this address, and takes
 * over what the shop knows of that one. No event if the address is verified already.
 */
export function decideEmailVerified(
  { customer, book, added, living }: Verifiable,
  at: string,
): readonly NewEvent[] {
  if (customer.emailVerifiedAt !== null) return [];
  if (added === undefined) return changed(customer, { emailVerifiedAt: at });
  return [
    ...changed(customer, { emailVerifiedAt: at, ...profileOf(customer, added.customer) }),
    ...joined(customer, added.customer, living),
    ...movedTo(customer.id, book, added.book),
    customerDeleted.of(added.customer.id, { mergedInto: customer.id }),
  ];
}

/** What the customer has said of itself holds. What it has not said is what staff knew. A customer whom staff has disabled stays so. */
function profileOf(own: Customer, added: Customer) {
  const { firstName, lastName, phone } = added.person ?? nobody;
  const person = own.person && {
    email: own.person.email,
    firstName: own.person.firstName ?? firstName,
    lastName: own.person.lastName ?? lastName,
    phone: own.person.phone ?? phone,
  };
  const status = added.status === "disabled" ? added.status : own.status;
  const taxExempt = own.taxExempt || added.taxExempt;
  return { person, status, locale: own.locale ?? added.locale, taxExempt, vatId: own.vatId ?? added.vatId };
}

const nobody = { firstName: null, lastName: null, phone: null };

/** The groups of both that exist, the account's first, as many as a customer may have. */
function joined(own: Customer, added: Customer, living: ReadonlySet<string>): readonly NewEvent[] {
  const kept = own.groupIds.filter((id) => living.has(id));
  const more = added.groupIds.filter((id) => living.has(id) && !kept.includes(id));
  const room = Math.max(0, customerLimits.groupsOfCustomer.value - kept.length);
  if (more.length === 0 || room === 0) return [];
  const removed = own.groupIds.filter((id) => !living.has(id));
  return [customerGroupsChanged.of(own.id, { added: more.slice(0, room), removed })];
}

/** All addresses are kept. One is a default only where the account has chosen none. */
function movedTo(
  customerId: string,
  own: readonly CustomerAddress[],
  added: readonly CustomerAddress[],
): readonly NewEvent[] {
  const hasShipping = own.some(({ isDefaultShipping }) => isDefaultShipping);
  const hasBilling = own.some(({ isDefaultBilling }) => isDefaultBilling);
  return added.map((address) =>
    customerAddressMoved(address, customerId, {
      isDefaultShipping: address.isDefaultShipping && !hasShipping,
      isDefaultBilling: address.isDefaultBilling && !hasBilling,
    }),
  );
}
