import { z } from "zod";
import { moneySchema } from "../../../kernel/values/money.ts";
import { orderShape } from "../../orders/index.ts";
import { cartInput, cartPatch } from "../cart/schema.ts";

/** Who takes the money. `manual` is the tenant itself, by whatever way. */
const payment = z.object({ provider: z.enum(["manual"]) }).strict();

/** How a cart is completed. `expectedTotal` accepts whatever led to that total. */
export const completionInput = z
  .object({ payment: payment.optional(), expectedTotal: moneySchema.optional() })
  .strict();
export type CompletionInput = z.infer<typeof completionInput>;

/** Everything in one request: a cart, what is said of it, and how it is completed. */
export const checkoutInput = cartInput.extend(cartPatch.shape).extend(completionInput.shape).strict();

/** The secret that opens the order: its hash, and itself as only this request's Idempotency-Key can read it. */
export const mintedToken = z.object({ hash: z.string(), sealed: z.string() });

/** The order, and its access token as only the request's Idempotency-Key can read it. */
export const sealedOrder = z.object({ order: orderShape, sealed: z.string() });
export type SealedOrder = z.infer<typeof sealedOrder>;

export const placedOrder = orderShape.extend({
  /** Opens the order without an account, as `X-Order-Token`. Shown this once. */
  accessToken: z.string(),
});
