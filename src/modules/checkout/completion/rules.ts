import type { Actor } from "../../../kernel/access/actor.ts";
import { type PointedError, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { maxErrors } from "../../../kernel/api/validation.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { OrderDraft } from "../../orders/index.ts";
import { type PricedCart, type PricedLine, priceCart } from "../cart/presentation.ts";
import type { PricingContext } from "../cart/rules.ts";
import type { Cart } from "../cart/schema.ts";
import type { CompletionInput } from "./schema.ts";

/** What an order has beside the cart that it is made of. */
export interface Placing extends CompletionInput {
  readonly accessTokenHash: string;
  readonly actor: Actor;
  /** Null where the cart was never kept. */
  readonly cartId: string | null;
}

/**
 * Makes the draft of an order from a cart, priced anew. Refused where something is missing, where what the cart was
 * last shown with no longer holds, and where the total is not the one expected.
 */
export function draftOrder(cart: Cart, pricingContext: PricingContext, placing: Placing): Result<OrderDraft> {
  const priced = priceCart(cart, pricingContext);
  if (!priced.ok) return priced;
  const objection =
    disabledCurrency(cart, pricingContext) ??
    incomplete(cart, priced.value) ??
    unavailable(priced.value) ??
    changed(priced.value, placing);
  if (objection !== null) return refused(objection);
  return ok(draftOf(cart, pricingContext, priced.value, placing));
}

function disabledCurrency({ currency }: Cart, { settings }: PricingContext) {
  if (settings.currencies.includes(currency)) return null;
  return refusalAt("currency-not-enabled", "/currency", `${currency} is not enabled any more.`);
}

function incomplete(cart: Cart, { lines, ships, shippingOption }: PricedCart) {
  const missing: PointedError[] = [];
  const miss = (pointer: string, detail: string) => missing.push({ pointer, code: "missing", detail });
  if (lines.length === 0) miss("/items", "There is nothing to order.");
  if (cart.email === null) miss("/email", "Where the order is confirmed to.");
  if (ships && cart.shippingAddress === null) miss("/shippingAddress", "Where the goods go.");
  if (ships && shippingOption === null) miss("/shippingOptionId", "How the goods are sent.");
  return missing.length === 0 ? null : refusal("checkout-incomplete", "Something is missing.", missing);
}

/** What is not on sale cannot be agreed to: it has to be taken out. */
function unavailable({ lines }: PricedCart) {
  const gone = lines.flatMap(({ sellable, line }, index): readonly PointedError[] =>
    sellable === null
      ? [
          {
            pointer: `/items/${index}`,
            code: "unavailable",
            detail: `${line.title} is not on sale any more.`,
          },
        ]
      : [],
  );
  return gone.length === 0 ? null : cartChanged("Something in the cart is not on sale any more.", gone);
}

function changed({ lines, totals }: PricedCart, { expectedTotal }: Placing) {
  const dearerOrCheaper = lines.flatMap(({ line, unitPrice }, index): readonly PointedError[] => {
    if (unitPrice.amount === line.unitAmount) return [];
    const detail = `${line.title} is now ${unitPrice.amount} instead of ${line.unitAmount}.`;
    return [{ pointer: `/items/${index}`, code: "price-changed", detail }];
  });
  if (expectedTotal === undefined) {
    if (dearerOrCheaper.length === 0) return null;
    return cartChanged("A price has changed.", dearerOrCheaper);
  }
  const { amount, currency } = totals.total;
  if (expectedTotal.amount === amount && expectedTotal.currency === currency) return null;
  const other = { pointer: "/expectedTotal", code: "total-changed", detail: `It is ${amount} ${currency}.` };
  return cartChanged("The total is another one.", [other, ...dearerOrCheaper]);
}

function cartChanged(detail: string, errors: readonly PointedError[]) {
  return refusal("cart-changed", detail, errors.slice(0, maxErrors));
}

function draftOf(
  cart: Cart,
  pricingContext: PricingContext,
  priced: PricedCart,
  placing: Placing,
): OrderDraft {
  return {
    // Asked for above.
    email: cart.email ?? "",
    currency: cart.currency,
    locale: cart.locale,
    pricesIncludeTax: pricingContext.settings.pricesIncludeTax,
    items: priced.lines.flatMap((line, index) => draftItem(line, index, priced.taxRate)),
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress ?? cart.shippingAddress,
    shippingOption: priced.shippingOption,
    totals: priced.totals,
    note: cart.note,
    payment: placing.payment ?? { provider: "manual" },
    accessTokenHash: placing.accessTokenHash,
    customerId: placing.actor.kind === "customer" ? (placing.actor.id ?? null) : null,
    cartId: placing.cartId,
  };
}

function draftItem({ line, sellable, unitPrice, amounts }: PricedLine, index: number, taxRate: number) {
  // What is not on sale was refused above.
  if (sellable === null) return [];
  const { policy, price: _, options, ...snapshot } = sellable;
  return [
    {
      id: line.id,
      ...snapshot,
      options: { ...options },
      quantity: line.quantity,
      unitPrice,
      ...amounts,
      taxRate,
      policy,
      pointer: `/items/${index}`,
    },
  ];
}
