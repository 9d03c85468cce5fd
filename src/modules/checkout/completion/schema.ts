import * as z from "zod";
import { moneySchema } from "../../../kernel/values/money.ts";
import { storeOrderShape } from "../../orders/index.ts";
import { cartInput, cartPatch, codesInput } from "../cart/schema.ts";

/** The payment provider. `manual`: the tenant collects the money itself. */
const payment = z.strictObject({ provider: z.enum(["manual"]) });

/** `expectedTotal` accepts changed prices that add up to it. */
export const completionInput = z.strictObject({
  payment: payment.optional(),
  expectedTotal: moneySchema.optional(),
});
export type CompletionInput = z.infer<typeof completionInput>;

/** A cart, its details and its completion in one request. */
export const checkoutInput = cartInput
  .extend(cartPatch.shape)
  .extend(completionInput.shape)
  .extend({ codes: codesInput.optional().describe("Codes of promotions.") })
  .strict();

/** The order and its access token, encrypted with the request's Idempotency-Key. */
export const sealedOrder = z.object({ order: storeOrderShape, sealed: z.string() });
export type SealedOrder = z.infer<typeof sealedOrder>;

export const placedOrder = storeOrderShape.extend({
  /** Grants access to the order without an account, as `X-Order-Token`. Returned only once. */
  accessToken: z.string(),
});

/** The names of these shapes in the API. */
export const completionSchemas = {
  PaymentInput: payment,
  CompletionInput: completionInput,
  CheckoutInput: checkoutInput,
  PlacedOrder: placedOrder,
};
