import * as z from "zod";
import { emailSchema } from "../../../kernel/text/email.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { currencySchema } from "../../../kernel/values/money.ts";
import { noteText } from "../schema.ts";

const reason = z.string().trim().min(1).max(500);
const label = z.string().trim().min(1).max(200);

const shippedItem = z.strictObject({ itemId: opaqueId, quantity: z.int().min(1).max(1_000_000_000) });

export const shipInput = z.strictObject({
  trackingNumber: label,
  carrier: label,
  items: z.array(shippedItem).min(1).max(1_000).optional(),
  locationId: opaqueId
    .optional()
    .describe("Where the parcel leaves from. Without it, where the stock is reserved, else wherever it is."),
});
export type ShipInput = z.infer<typeof shipInput>;

export const confirmInput = z.strictObject({
  prioritize: z
    .boolean()
    .optional()
    .describe("Confirms the order before earlier ones that wait for the same stock."),
});
export type ConfirmInput = z.infer<typeof confirmInput>;

export const cancelInput = z.strictObject({ reason, refund: z.boolean().optional() });
export type CancelInput = z.infer<typeof cancelInput>;

export const refundInput = z.strictObject({
  // A total can be far larger than the largest price.
  amount: z.strictObject({ amount: z.int().min(1), currency: currencySchema }),
  reason,
});
export type RefundInput = z.infer<typeof refundInput>;

const note = noteText.nullable().optional();

export const orderPatch = z.strictObject({
  note: note.describe("The shopper's note. The shopper sees it."),
  internalNote: note.describe("A note for staff. The shopper never sees it."),
  email: emailSchema
    .optional()
    .describe(
      "Where mails about the order go from now on. A guest's order becomes that of the customer who has verified this address.",
    ),
});
export type OrderPatch = z.infer<typeof orderPatch>;

/** The names of these shapes in the API. */
export const orderInputSchemas = {
  ShipmentInput: shipInput,
  ShipmentItemInput: shippedItem,
  ConfirmationInput: confirmInput,
  CancellationInput: cancelInput,
  RefundInput: refundInput,
  OrderPatch: orderPatch,
};
