import * as z from "zod";
import { emailSchema } from "../../../kernel/text/email.ts";
import { customerAddressResponse } from "../addresses/schema.ts";
import { customerGroupReference } from "../groups/schema.ts";
import { customerInput, customerResponse, customerStatus, profilePatch } from "../schema.ts";
import { vatIdSchema } from "./vat-id.ts";

const aboutExempt = "Whether the customer pays no taxes, and of prices that include them only the rest.";
const aboutVatId = "The VAT id. Only its form is checked.";

/** A customer as staff adds it: without an account, until it registers. */
export const adminCustomerInput = customerInput
  .extend({
    taxExempt: z.boolean().optional().describe(aboutExempt),
    vatId: vatIdSchema.nullable().optional().describe(aboutVatId),
  })
  .strict();
export type AdminCustomerInput = z.infer<typeof adminCustomerInput>;

/** What staff can change. */
export const adminCustomerPatch = profilePatch
  .extend({
    email: emailSchema.describe("Another address is unverified."),
    status: customerStatus.describe("A disabled customer can't sign in."),
    taxExempt: z.boolean().describe(aboutExempt),
    vatId: vatIdSchema.nullable().describe(aboutVatId),
  })
  .partial()
  .strict();
export type AdminCustomerPatch = z.infer<typeof adminCustomerPatch>;

const groups = z.array(customerGroupReference).describe("The groups of the customer, by name.");

/** The wire shape of a customer in a list, for staff. */
export const listedCustomer = customerResponse.extend({
  groups,
  taxExempt: z.boolean(),
  vatId: z.string().nullable(),
});
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
