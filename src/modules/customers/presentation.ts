import type { Customer, CustomerResponse } from "./schema.ts";

/** The wire shape of a customer. An erased customer has no personal data. */
export function toCustomer(
  {
    person,
    passwordChangedAt: _,
    groupIds: _groups,
    taxExempt: _exempt,
    vatId: _vatId,
    ...customer
  }: Customer,
  version: number,
): CustomerResponse {
  const { email = null, firstName = null, lastName = null, phone = null } = person ?? {};
  return { ...customer, email, firstName, lastName, phone, version };
}
