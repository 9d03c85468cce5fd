import * as z from "zod";
import { auditEntry } from "../../audit/index.ts";
import { cartRecord } from "../../checkout/index.ts";
import { adminComment } from "../../comments/index.ts";
import { adminCustomer } from "../../customers/index.ts";
import { adminSubmission } from "../../forms/index.ts";
import { accountRecord } from "../../identity/index.ts";
import { orderShape } from "../../orders/index.ts";

/** A mail that was stored instead of sent. */
const storedMail = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  sentAt: z.iso.datetime(),
});

/** A part of what a shop knows of a customer that its object has. */
export const objectPart = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("customer"), customer: adminCustomer }),
  z.object({ kind: z.literal("account"), account: accountRecord }),
  z.object({ kind: z.literal("cart"), cart: cartRecord }),
  z.object({ kind: z.literal("order"), order: orderShape }),
  z.object({ kind: z.literal("comment"), comment: adminComment }),
  z.object({ kind: z.literal("formSubmission"), formSubmission: adminSubmission }),
]);
export type ObjectPart = z.infer<typeof objectPart>;

/** A part of what a shop knows of a customer. */
export const exportedPart = z.discriminatedUnion("kind", [
  ...objectPart.options,
  z.object({ kind: z.literal("auditEntry"), auditEntry }),
  z.object({ kind: z.literal("mail"), mail: storedMail }),
]);
export type ExportedPart = z.infer<typeof exportedPart>;

/** The names of these shapes in the API. */
export const exportSchemas = {
  ExportedPart: exportedPart,
  AccountRecord: accountRecord,
  CartRecord: cartRecord,
  StoredMail: storedMail,
};
