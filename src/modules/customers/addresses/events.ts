import { z } from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { customerAddress } from "./schema.ts";

const content = customerAddress.omit({ id: true, createdAt: true, updatedAt: true });

export const customerAddressCreated = defineEvent("customer.address.created", "customerAddress", content);

/** Only the fields that changed. Version 2 can give the address to another customer. */
export const customerAddressUpdated = defineEvent(
  "customer.address.updated",
  "customerAddress",
  content.omit({ customerId: true }).partial(),
).next(content.partial(), (first) => first);

export const customerAddressDeleted = defineEvent(
  "customer.address.deleted",
  "customerAddress",
  z.object({}),
);

export const customerAddressEvents = [customerAddressCreated, customerAddressUpdated, customerAddressDeleted];
