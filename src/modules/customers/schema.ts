import * as z from "zod";
import { emailSchema } from "../../kernel/text/email.ts";
import { idText } from "../../kernel/values/id.ts";
import { localeSchema } from "../../kernel/values/locale.ts";
import { defineState } from "../../kernel/write/state.ts";
import { customerIds } from "./ids.ts";

const instant = z.iso.datetime();
const name = z.string().trim().min(1).max(100);
const phone = z.string().trim().min(1).max(50);

/** The personal data of a customer. */
export const customerPerson = z.object({
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  phone: z.string().nullable(),
});

/** A disabled customer can't sign in. */
export const customerStatus = z.enum(["active", "disabled"]);
export type CustomerStatus = z.infer<typeof customerStatus>;

const firstCustomer = z.object({
  id: idText(customerIds.customer),
  person: customerPerson.nullable(),
  status: customerStatus,
  /** Whether the customer can sign in. A shop can also keep customers that have never registered. */
  hasAccount: z.boolean(),
  emailVerifiedAt: instant.nullable(),
  passwordChangedAt: instant.nullable(),
  /** The language that the customer reads mail in; null for the shop's. */
  locale: z.string().nullable(),
  /** The groups of the customer. A group that was deleted may still be listed. */
  groupIds: z.array(idText(customerIds.customerGroup)),
  createdAt: instant,
  updatedAt: instant,
});

const secondCustomer = firstCustomer.extend({ erasedAt: instant.nullable() });

/** A customer. `person` is null once the customer was erased. */
export const customer = secondCustomer.extend({ taxExempt: z.boolean(), vatId: z.string().nullable() });
export type Customer = z.infer<typeof customer>;

/** Who staff has said nothing about. */
export const taxed = { taxExempt: false, vatId: null };

/** Version 2 says when the customer was erased, version 3 whether it pays taxes. */
export const customerState = defineState("customer", firstCustomer)
  .next(secondCustomer, (first) => ({ ...first, erasedAt: null }))
  .next(customer, (second) => ({ ...second, ...taxed }))
  .personal({ person: null, vatId: null });

/** What a customer may say about itself. */
const profile = {
  firstName: name.nullable(),
  lastName: name.nullable(),
  phone: phone.nullable(),
  locale: localeSchema.nullable(),
};

/** The fields of a new customer. */
export const customerInput = z
  .object({ ...profile, email: emailSchema })
  .partial()
  .required({ email: true });
export type CustomerInput = z.infer<typeof customerInput>;

/** The fields that a customer can change by itself. */
export const profilePatch = z.object(profile).partial().strict();
export type ProfilePatch = z.infer<typeof profilePatch>;

/** The wire shape of a customer. */
export const customerResponse = z.object({
  id: idText(customerIds.customer),
  email: z.string().nullable().describe("Null once the customer was erased."),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  phone: z.string().nullable(),
  locale: z.string().nullable().describe("The language of mails; null for the shop's default."),
  status: customerStatus,
  hasAccount: z.boolean().describe("Whether the customer can sign in."),
  emailVerifiedAt: instant.nullable(),
  erasedAt: instant.nullable().describe("When the customer was erased; null for others."),
  createdAt: instant,
  updatedAt: instant,
  version: z.int().positive(),
});
export type CustomerResponse = z.infer<typeof customerResponse>;

/** The names of these shapes in the API. */
export const customerSchemas = { Customer: customerResponse, CustomerStatus: customerStatus };
