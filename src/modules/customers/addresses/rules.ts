import { refusal } from "../../../kernel/api/problem.ts";
import { equal, sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { customerLimits } from "../limits.ts";
import { customerAddressCreated, customerAddressDeleted, customerAddressUpdated } from "./events.ts";
import type { CustomerAddress, CustomerAddressInput, CustomerAddressPatch } from "./schema.ts";

/** Adds an address. The first one of a customer is the default for both, unless the customer says otherwise. */
export function decideAddress(
  ids: { readonly id: string; readonly customerId: string },
  input: CustomerAddressInput,
  others: readonly CustomerAddress[],
): Result<readonly NewEvent[]> {
  const { value: most } = customerLimits.addresses;
  if (others.length >= most)
    return refused(refusal("too-large", `An address book has at most ${most} addresses. Delete one first.`));
  const isFirst = others.length === 0;
  const { isDefaultShipping = isFirst, isDefaultBilling = isFirst, ...person } = input;
  const { id, customerId } = ids;
  const defaults = { isDefaultShipping, isDefaultBilling };
  return ok([
    ...noLongerDefault(others, defaults),
    customerAddressCreated.of(id, { customerId, person, ...defaults }),
  ]);
}

/** Changes an address. No event if nothing changes. */
export function decideAddressChange(
  current: CustomerAddress,
  patch: CustomerAddressPatch,
  others: readonly CustomerAddress[],
): readonly NewEvent[] {
  const {
    isDefaultShipping = current.isDefaultShipping,
    isDefaultBilling = current.isDefaultBilling,
    ...lines
  } = sentFields(patch);
  const person = current.person && { ...current.person, ...lines };
  const defaults = { isDefaultShipping, isDefaultBilling };
  return [...noLongerDefault(others, defaults), ...changed(current, { person, ...defaults })];
}

/** Deletes an address. If it was a default, there is none until the customer chooses another one. */
export function decideAddressDeletion({ id }: CustomerAddress): NewEvent {
  return customerAddressDeleted.of(id, {});
}

/** Gives an address to another customer. */
export function customerAddressMoved(
  { id }: CustomerAddress,
  customerId: string,
  defaults: Defaults,
): NewEvent {
  return customerAddressUpdated.of(id, { customerId, ...defaults });
}

type Defaults = Pick<CustomerAddress, "isDefaultShipping" | "isDefaultBilling">;

function noLongerDefault(others: readonly CustomerAddress[], taken: Defaults): readonly NewEvent[] {
  return others.flatMap((other) =>
    changed(other, {
      isDefaultShipping: other.isDefaultShipping && !taken.isDefaultShipping,
      isDefaultBilling: other.isDefaultBilling && !taken.isDefaultBilling,
    }),
  );
}

type Changes = Parameters<typeof customerAddressUpdated.of>[1];

function changed(current: CustomerAddress, values: Changes): readonly NewEvent[] {
  const entries = Object.entries(values).filter(
    ([field, value]) => !equal(value, current[field as keyof Changes]),
  );
  return entries.length === 0 ? [] : [customerAddressUpdated.of(current.id, Object.fromEntries(entries))];
}
