import { z } from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { customerAddress } from "./schema.ts";

const content = customerAddress.omit({ id: true, createdAt: true, updatedAt: true });

export const customerAddressCreated = defineEvent("customer.address.created", "customerAddress", content);

/** Only the fields that changed. */
export const customerAddressUpdated = defineEvent(
  "customer.address.updated",
  "customerAddress",
  content.omit({ customerId: true }).partial(),
);

export const customerAddressDeleted = defineEvent(
  "customer.address.deleted",
  "customerAddress",
  z.object({}),
);

export const customerAddressEvents = [customerAddressCreated, customerAddressUpdated, customerAddressDeleted];
