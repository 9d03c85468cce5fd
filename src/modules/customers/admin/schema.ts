import * as z from "zod";
import { emailSchema } from "../../../kernel/text/email.ts";
import { customerAddressResponse } from "../addresses/schema.ts";
import { customerGroupReference } from "../groups/schema.ts";
import { customerInput, customerResponse, customerStatus, profilePatch } from "../schema.ts";

/** A customer as staff adds it: without an account, until it registers. */
export const adminCustomerInput = customerInput.strict();

/** What staff can change. */
export const adminCustomerPatch = profilePatch
  .extend({
    email: emailSchema.describe("Another address is unverified."),
    status: customerStatus.describe("A disabled customer can't sign in."),
  })
  .partial()
  .strict();
export type AdminCustomerPatch = z.infer<typeof adminCustomerPatch>;

const groups = z.array(customerGroupReference).describe("The groups of the customer, by name.");

/** The wire shape of a customer in a list, for staff. */
export const listedCustomer = customerResponse.extend({ groups });
export type ListedCustomer = z.infer<typeof listedCustomer>;

/** The wire shape of a customer for staff. */
export const adminCustomer = listedCustomer.extend({
  addresses: z.array(customerAddressResponse).describe("The address book, oldest first."),
});
export type AdminCustomer = z.infer<typeof adminCustomer>;

/** The names of these shapes in the API. */
export const adminCustomerSchemas = {
  AdminCustomer: adminCustomer,
  AdminCustomerSummary: listedCustomer,
  AdminCustomerInput: adminCustomerInput,
  AdminCustomerPatch: adminCustomerPatch,
};
