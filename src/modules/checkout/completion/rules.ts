import type { Actor } from "../../../kernel/access/actor.ts";
import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { OrderDraft } from "../../orders/index.ts";
import type { Cart } from "../cart/schema.ts";
import { isPriceChanged, taxRateOf } from "../quote/amounts.ts";
import { adjustmentsOf, discountsOf, orderAdjustmentsOf, shippingTaxesOf } from "../quote/explanation.ts";
import type { PricingContext } from "../quote/pricing-context.ts";
import type { Quote, QuoteLine } from "../quote/quote.ts";
import { quoteBasket } from "../quote/quote-basket.ts";
import { isPickedUp, requiresShipping, shippingOptionOf } from "../quote/shipping.ts";
import type { CompletionInput } from "./schema.ts";

/** The parts of an order that are not in its cart. */
export interface Placing extends CompletionInput {
  readonly accessTokenHash: string;
  readonly actor: Actor;
  /** Null if the cart was never stored. */
  readonly cartId: string | null;
}

/**
 * Drafts an order from a cart, with a new quote. Refused if something is missing, if the last response for
 * the cart is no longer accurate, or if the total is not the expected one.
 */
export function draftOrder(cart: Cart, context: PricingContext, placing: Placing): Result<OrderDraft> {
  const quoted = quoteBasket(cart, context);
  if (!quoted.ok) return quoted;
  const quote = quoted.value;
  const objection =
    disabledCurrency(cart, context) ??
    incomplete(cart, quote, context) ??
    unavailable(quote) ??
    changed(cart, quote, placing);
  return objection === null ? ok(draftOf(cart, quote, placing)) : refused(objection);
}

function disabledCurrency({ currency }: Cart, { settings }: PricingContext) {
  if (settings.currencies.includes(currency)) return null;
  return refusalAt("currency-not-enabled", "/currency", `${currency} is no longer enabled.`);
}

function incomplete(cart: Cart, quote: Quote, context: PricingContext) {
  const missing: PointedError[] = [];
  const miss = (pointer: string, detail: string) => missing.push({ pointer, code: "missing", detail });
  if (quote.lines.length === 0) miss("/items", "The cart is empty.");
  if (cart.email === null) miss("/email", "An e-mail address is required.");
  if (requiresShipping(quote)) {
    if (cart.shippingAddress === null && !isPickedUp(quote, context))
      miss("/shippingAddress", "A shipping address is required.");
    if (quote.shippingLines.length === 0)
      miss("/shippingOptionId", "A shipping option that fits the cart is required.");
  }
  return missing.length === 0 ? null : refusal("checkout-incomplete", "The cart is incomplete.", missing);
}

/**
 * Refuses a cart with unavailable variants. They must be removed; unlike a price change, they cannot be
 * accepted.
 */
function unavailable({ lines }: Quote) {
  const gone = lines.flatMap(({ variant, line }, index): readonly PointedError[] => {
    if (variant !== null) return [];
    const detail = `${line.title} is no longer available.`;
    return [{ pointer: `/items/${index}`, code: "unavailable", detail }];
  });
  return gone.length === 0 ? null : cartChanged("An item is no longer available.", gone);
}

/** Less is taken off than the cart has shown: a promotion has ended, or others have used it up. */
function lostDiscounts({ discounts }: Cart, quote: Quote): readonly PointedError[] {
  const discountsNow = discountsOf(quote);
  const total = (all: Cart["discounts"]) => all.reduce((sum, { amount }) => sum + amount, 0);
  if (total(discountsNow) >= total(discounts)) return [];
  const now = new Map(discountsNow.map(({ promotionId, amount }) => [promotionId, amount]));
  return discounts.flatMap(({ promotionId, amount }) => {
    const present = now.get(promotionId) ?? 0;
    if (present >= amount) return [];
    const detail = `${amount} was taken off by ${promotionId}, and now it is ${present}.`;
    return [{ pointer: "/adjustments", code: "promotion-changed", detail }];
  });
}

function changed(cart: Cart, quote: Quote, { expectedTotal }: Placing) {
  const { lines, totals } = quote;
  const prices = lines.flatMap((quoted, index): readonly PointedError[] => {
    if (!isPriceChanged(quoted)) return [];
    const { line, enteredPrice, unitPrice } = quoted;
    const detail = `${line.title} is now ${(enteredPrice ?? unitPrice).amount} instead of ${line.unitAmount}.`;
    return [{ pointer: `/items/${index}`, code: "price-changed", detail }];
  });
  const changes = [...prices, ...lostDiscounts(cart, quote)];
  if (expectedTotal === undefined) {
    if (changes.length === 0) return null;
    const what = prices.length > 0 ? "A price has changed." : "A promotion no longer takes off what it did.";
    return cartChanged(what, changes);
  }
  const { amount, currency } = totals.total;
  if (expectedTotal.amount === amount && expectedTotal.currency === currency) return null;
  const total = {
    pointer: "/expectedTotal",
    code: "total-changed",
    detail: `The total is ${amount} ${currency}.`,
  };
  return cartChanged("The total differs from the expected total.", [total, ...changes]);
}

function cartChanged(detail: string, errors: readonly PointedError[]) {
  return refusal("cart-changed", detail, errors.slice(0, maxErrors));
}

function draftOf(cart: Cart, quote: Quote, placing: Placing): OrderDraft {
  return {
    // `incomplete` has checked this.
    email: cart.email ?? "",
    currency: cart.currency,
    locale: cart.locale,
    pricesIncludeTax: quote.pricesIncludeTax,
    items: quote.lines.flatMap(draftItem),
    adjustments: orderAdjustmentsOf(quote),
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress ?? cart.shippingAddress,
    shippingOption: shippingOptionOf(quote),
    shippingTaxes: shippingTaxesOf(quote),
    totals: quote.totals,
    note: cart.note,
    payment: placing.payment ?? { provider: "manual" },
    accessTokenHash: placing.accessTokenHash,
    customerId: (placing.actor.kind === "customer" ? placing.actor.id : undefined) ?? cart.customerId,
    cartId: placing.cartId,
  };
}

function draftItem(quoted: QuoteLine, index: number) {
  const { line, variant, unitPrice, subtotal, discount, tax, total } = quoted;
  // `unavailable` has checked this.
  if (variant === null) return [];
  const { variantId, productId, title, variantTitle, options, sku, image, requiresShipping, policy } =
    variant;
  return [
    {
      id: line.id,
      variantId,
      productId,
      title,
      variantTitle,
      options: { ...options },
      sku,
      image,
      requiresShipping,
      quantity: line.quantity,
      unitPrice,
      subtotal,
      discount,
      tax,
      total,
      taxRate: taxRateOf(quoted),
      adjustments: adjustmentsOf(quoted),
      taxes: [...quoted.taxes],
      policy,
      pointer: `/items/${index}`,
    },
  ];
}
