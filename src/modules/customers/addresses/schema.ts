import * as z from "zod";
import { address, addressPatch, addressSchema } from "../../../kernel/text/address.ts";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { customerIds } from "../ids.ts";

const instant = z.iso.datetime();

/** An address of a customer's address book, as it is stored. `person` is null once it was erased. */
export const customerAddress = z.object({
  id: idText(customerIds.customerAddress),
  customerId: idText(customerIds.customer),
  person: address.nullable(),
  isDefaultShipping: z.boolean(),
  isDefaultBilling: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
});
export type CustomerAddress = z.infer<typeof customerAddress>;

export const customerAddressState = defineState("customerAddress", customerAddress).personal({
  person: null,
});

const defaults = z
  .object({
    isDefaultShipping: z.boolean().describe("Another default shipping address stops being it."),
    isDefaultBilling: z.boolean().describe("Another default billing address stops being it."),
  })
  .partial();

export const customerAddressInput = addressSchema.extend(defaults.shape).strict();
export type CustomerAddressInput = z.infer<typeof customerAddressInput>;

export const customerAddressPatch = addressPatch.extend(defaults.shape).strict();
export type CustomerAddressPatch = z.infer<typeof customerAddressPatch>;

/** The wire shape of an address in an address book. */
export const customerAddressResponse = address.extend({
  id: idText(customerIds.customerAddress),
  isDefaultShipping: z.boolean(),
  isDefaultBilling: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  version: z.int().positive(),
});
export type CustomerAddressResponse = z.infer<typeof customerAddressResponse>;

/** The names of these shapes in the API. */
export const customerAddressSchemas = {
  CustomerAddress: customerAddressResponse,
  CustomerAddressInput: customerAddressInput,
  CustomerAddressPatch: customerAddressPatch,
};
