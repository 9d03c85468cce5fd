import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { customerAddress } from "./schema.ts";

const content = customerAddress.omit({ id: true, createdAt: true, updatedAt: true });

export const customerAddressCreated = defineEvent("customer.address.created", "customerAddress", content)
  .personal({ person: null })
  .published("customerId", "isDefaultShipping", "isDefaultBilling");

/** Only the fields that changed. Version 2 can give the address to another customer. */
export const customerAddressUpdated = defineEvent("customer.address.updated", "customerAddress", () =>
  content.omit({ customerId: true }).partial(),
)
  .next(
    () => content.partial(),
    (first) => first,
  )
  .personal({ person: null })
  .published("customerId", "isDefaultShipping", "isDefaultBilling");

export const customerAddressDeleted = defineEvent("customer.address.deleted", "customerAddress", () =>
  z.object({}),
).published();

/** The address was deleted, or had been before, because its person was erased: earlier events no longer have it. */
export const customerAddressErased = defineEvent("customer.address.erased", "customerAddress", () =>
  z.object({}),
)
  .erasing()
  .published();

export const customerAddressEvents = [
  customerAddressCreated,
  customerAddressUpdated,
  customerAddressDeleted,
  customerAddressErased,
];
