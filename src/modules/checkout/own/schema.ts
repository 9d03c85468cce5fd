import * as z from "zod";
import { cartContent, cartShape } from "../cart/schema.ts";

const leftOut = z.object({
  variantId: z.string(),
  title: z.string(),
  quantity: z.int().positive(),
  reason: z
    .enum(["unavailable", "quantity-limit", "line-limit"])
    .describe("`unavailable`: it is no longer sold, or not in the cart's currency."),
});
/** Units of a customer's other cart that did not get into the cart. */
export type LeftOut = z.infer<typeof leftOut>;

const notMerged = z
  .array(leftOut)
  .describe("What of the customer's other open cart is not in this one, and why.");

export const attachedContent = z.object({ cart: cartContent, notMerged });

/** The wire shape of a cart that was attached to a customer. */
export const attachedCart = cartShape.extend({ notMerged });

/** The names of these shapes in the API. */
export const ownCartSchemas = { AttachedCart: attachedCart, UnmergedCartItem: leftOut };
