import { equal, sentFields } from "../../kernel/values/patch.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { customerRegistered, customerUpdated } from "./events.ts";
import {
  type Customer,
  type CustomerInput,
  type CustomerStatus,
  type ProfilePatch,
  taxed,
} from "./schema.ts";

/** E-mail addresses are the same customer's whatever their case. */
export function emailKeyOf(email: string): string {
  return email.toLowerCase();
}

/** A new customer, with an account or without. The caller has checked that the e-mail address is free. */
export function decideCustomer(
  id: string,
  { email, firstName = null, lastName = null, phone = null, locale = null }: CustomerInput,
  {
    hasAccount,
    taxExempt,
    vatId,
  }: Pick<Customer, "hasAccount"> & Partial<Pick<Customer, "taxExempt" | "vatId">>,
): NewEvent {
  return customerRegistered.of(id, {
    person: { email, firstName, lastName, phone },
    status: "active",
    hasAccount,
    emailVerifiedAt: null,
    passwordChangedAt: null,
    locale,
    taxExempt: taxExempt ?? taxed.taxExempt,
    vatId: vatId ?? taxed.vatId,
  });
}

/** Changes fields of the profile. No event if nothing changes. */
export function decideProfile(customer: Customer, patch: ProfilePatch): readonly NewEvent[] {
  const { locale = customer.locale, ...personal } = sentFields(patch);
  const person = customer.person && { ...customer.person, ...personal };
  return changed(customer, { person, locale });
}

/** The customer has another password. The password itself is no part of the customer. */
export function decidePasswordChanged(customer: Customer, at: string): readonly NewEvent[] {
  return changed(customer, { passwordChangedAt: at });
}

export function decideCustomerStatus(customer: Customer, status: CustomerStatus): readonly NewEvent[] {
  return changed(customer, { status });
}

type Changes = Parameters<typeof customerUpdated.of>[1];

/** The event of what differs. None if nothing does. */
export function changed(customer: Customer, values: Changes): readonly NewEvent[] {
  const entries = Object.entries(values).filter(
    ([field, value]) => !equal(value, customer[field as keyof Changes]),
  );
  return entries.length === 0 ? [] : [customerUpdated.of(customer.id, Object.fromEntries(entries))];
}
