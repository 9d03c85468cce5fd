import { availabilityOf, availableOf } from "../../inventory/index.ts";
import type { StoreOrderResponse } from "../../orders/index.ts";
import type { SellableVariant } from "../../products/index.ts";
import { codesOf, orderedCodesOf } from "../codes/responses.ts";
import { isPriceChanged } from "../quote/amounts.ts";
import { adjustmentsOf, orderAdjustmentsOf, shippingTaxesOf } from "../quote/explanation.ts";
import type { PricingContext } from "../quote/pricing-context.ts";
import type { Quote, QuoteLine } from "../quote/quote.ts";
import { shippingOptionOf } from "../quote/shipping.ts";
import { type Cart, type CartContent, cartLimits } from "./schema.ts";

type CartItem = CartContent["items"][number];

/** The content of an open cart, at the prices of its quote. */
export function cartContentOf(cart: Cart, quote: Quote, context: PricingContext): CartContent {
  return {
    ...unquoted(cart),
    items: quote.lines.map((line) => itemResponse(line, context)),
    adjustments: orderAdjustmentsOf(quote),
    codes: codesOf(cart, quote, context),
    shippingOption: shippingOptionOf(quote),
    shippingTaxes: shippingTaxesOf(quote),
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
    adjustments: order.adjustments,
    codes: orderedCodesOf(cart, order),
    shippingOption: order.shippingOption,
    shippingTaxes: order.shippingTaxes,
    totals: order.totals,
  };
}

function unquoted(
  cart: Cart,
): Omit<CartContent, "items" | "codes" | "adjustments" | "shippingOption" | "shippingTaxes" | "totals"> {
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
    adjustments: adjustmentsOf(quoted),
    taxes: [...quoted.taxes],
    ...availabilityIn(line, variant, context),
    priceChanged: isPriceChanged(quoted),
  };
}

function orderedItemResponse(item: StoreOrderResponse["items"][number], context: PricingContext): CartItem {
  const { options: _, taxRate: _rate, requiresShipping: _requires, shipped: _shipped, ...common } = item;
  const variant = context.variants.get(item.variantId) ?? null;
  return { ...common, ...availabilityIn(item, variant, context), priceChanged: false };
}

/** Whether the whole quantity can be ordered now, and how much can be. */
function availabilityIn(
  { variantId, quantity }: { readonly variantId: string; readonly quantity: number },
  variant: SellableVariant | null,
  { stocks }: PricingContext,
): Pick<CartItem, "available" | "availability" | "maxQuantity"> {
  if (variant === null) return { available: false, availability: "out-of-stock", maxQuantity: 0 };
  const stock = stocks.get(variantId);
  const inStock = stock === undefined ? 0 : availableOf(stock);
  const availability = availabilityOf(variant.policy, inStock, quantity);
  return {
    available: availability !== "out-of-stock",
    availability,
    maxQuantity: variant.policy === "deny" ? Math.min(Math.max(0, inStock), cartLimits.quantity.value) : null,
  };
}
