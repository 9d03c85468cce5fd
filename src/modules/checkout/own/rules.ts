import type { CustomerContact } from "../../customers/index.ts";
import { type Cart, cartLimits } from "../cart/schema.ts";
import type { PricingContext } from "../quote/pricing-context.ts";
import type { BasketLine } from "../quote/quote.ts";
import { selectedPrice } from "../quote/selected-price.ts";
import type { LeftOut } from "./schema.ts";

/**
 * A guest's cart becomes a customer's, with the e-mail address and the default addresses of the customer where the cart has
 * none. A billing address that is missing is the shipping address, so the two are filled in together.
 */
export function ownedBy(cart: Cart, customer: CustomerContact | null): Cart {
  if (customer === null || cart.customerId !== null) return cart;
  const { id, email, shippingAddress, billingAddress } = customer;
  const hasAddress = cart.shippingAddress !== null || cart.billingAddress !== null;
  return {
    ...cart,
    customerId: id,
    email: cart.email ?? email,
    ...(hasAddress ? {} : { shippingAddress, billingAddress }),
  };
}

/**
 * Adds the lines of a customer's other carts to a cart. Quantities of the same variant add up. What does not fit, or is not
 * sold in the cart's currency, is left out, and listed.
 */
export function merged(
  cart: Cart,
  others: readonly Cart[],
  pricing: PricingContext,
): { readonly cart: Cart; readonly leftOut: readonly LeftOut[] } {
  const lines = new Map<string, BasketLine>(cart.lines.map((line) => [line.variantId, line]));
  const leftOut: LeftOut[] = [];
  for (const line of others.flatMap((other) => other.lines)) {
    const { variantId, title, quantity } = line;
    const leave = (count: number, reason: LeftOut["reason"]) => {
      if (count > 0) leftOut.push({ variantId, title, quantity: count, reason });
    };
    const present = lines.get(variantId);
    const wanted = { variantId, quantity: (present?.quantity ?? 0) + quantity };
    const variant = pricing.variants.get(variantId);
    const price =
      variant === undefined ? null : selectedPrice(variant, { ...cart, lines: [wanted] }, pricing);
    if (price === null) leave(quantity, "unavailable");
    else if (present === undefined && lines.size >= cartLimits.lines.value) leave(quantity, "line-limit");
    else {
      const total = wanted.quantity;
      const fitting = Math.min(total, cartLimits.quantity.value);
      lines.set(variantId, { ...(present ?? line), quantity: fitting });
      leave(total - fitting, "quantity-limit");
    }
  }
  return { cart: { ...cart, lines: [...lines.values()] }, leftOut };
}
