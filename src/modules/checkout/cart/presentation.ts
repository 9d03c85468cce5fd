import { availableOf } from "../../inventory/index.ts";
import type { StoreOrderResponse } from "../../orders/index.ts";
import type { PricingContext } from "../quote/pricing-context.ts";
import type { Quote, QuoteLine } from "../quote/quote.ts";
import { shippingOptionOf } from "../quote/shipping.ts";
import type { Cart, CartContent } from "./schema.ts";

type CartItem = CartContent["items"][number];

/** The content of an open cart, at the prices of its quote. */
export function cartContentOf(cart: Cart, quote: Quote, context: PricingContext): CartContent {
  return {
    ...unquoted(cart),
    items: quote.lines.map((line) => itemResponse(line, context)),
    shippingOption: shippingOptionOf(quote),
    totals: quote.totals,
  };
}

/**
 * The content of a completed cart, as ordered. Later changes to prices, taxes and names don't affect it.
 */
export function completedCartContentOf(
  cart: Cart,
  order: StoreOrderResponse,
  context: PricingContext,
): CartContent {
  return {
    ...unquoted(cart),
    items: order.items.map((item) => orderedItemResponse(item, context)),
    shippingOption: order.shippingOption,
    totals: order.totals,
  };
}

function unquoted(cart: Cart): Omit<CartContent, "items" | "shippingOption" | "totals"> {
  return {
    status: cart.status,
    currency: cart.currency,
    locale: cart.locale,
    email: cart.email,
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress ?? cart.shippingAddress,
    note: cart.note,
    version: cart.version,
  };
}

function itemResponse(quoted: QuoteLine, context: PricingContext): CartItem {
  const { line, variant, unitPrice, subtotal, discount, tax, total } = quoted;
  const named = variant ?? line;
  return {
    subtotal,
    discount,
    tax,
    total,
    id: line.id,
    variantId: line.variantId,
    productId: named.productId,
    title: named.title,
    variantTitle: named.variantTitle,
    sku: named.sku,
    image: variant?.image ?? null,
    quantity: line.quantity,
    unitPrice,
    available: isAvailable(line, context),
    priceChanged: unitPrice.amount !== line.unitAmount,
  };
}

function orderedItemResponse(item: StoreOrderResponse["items"][number], context: PricingContext): CartItem {
  const { options: _, taxRate: _rate, requiresShipping: _requires, shipped: _shipped, ...common } = item;
  return { ...common, available: isAvailable(item, context), priceChanged: false };
}

/** Whether the whole quantity can be ordered now. */
function isAvailable(
  { variantId, quantity }: { readonly variantId: string; readonly quantity: number },
  { variants, stocks }: PricingContext,
): boolean {
  const variant = variants.get(variantId);
  if (variant === undefined || variant.price === null) return false;
  const stock = stocks.get(variantId);
  return variant.policy !== "deny" || (stock !== undefined && availableOf(stock) >= quantity);
}
