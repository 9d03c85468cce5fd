import type { Cart } from "../../../../src/modules/checkout/cart/schema.ts";
import { codesOf } from "../../../../src/modules/checkout/codes/responses.ts";
import { remainderOf } from "../../../../src/modules/checkout/quote/amounts.ts";
import {
  adjustmentsOf,
  orderAdjustmentsOf,
  shippingTaxesOf,
} from "../../../../src/modules/checkout/quote/explanation.ts";
import type { PricingContext } from "../../../../src/modules/checkout/quote/pricing-context.ts";
import type { Quote, QuoteLine } from "../../../../src/modules/checkout/quote/quote.ts";
import { quoteBasket } from "../../../../src/modules/checkout/quote/quote-basket.ts";
import { selectedPrice } from "../../../../src/modules/checkout/quote/selected-price.ts";
import { categoryOf, taxationOf } from "../../../../src/modules/checkout/quote/taxation.ts";
import type { Example } from "../shrink.ts";
import type { Expectation } from "../vector.ts";
import { asPlatform } from "./context.ts";

/** What the platform makes of an example, without storing anything: as the vectors write it. */
export function quoted(example: Example): Expectation {
  const { basket, context } = asPlatform(example);
  const quote = quoteBasket(basket, context);
  if (!quote.ok) throw new Error(quote.refusal.code);
  return written(quote.value, context, example.basket.codes);
}

function written(quote: Quote, context: PricingContext, codes: readonly string[] | undefined): Expectation {
  const { shippingLines, totals } = quote;
  const sum = (amounts: readonly { readonly amount: number }[]) =>
    amounts.reduce((total, { amount }) => total + amount, 0);
  const subtotal = sum(shippingLines.map((line) => line.subtotal));
  return {
    items: quote.lines.map((line) => itemOf(line, quote, context)),
    adjustments: orderAdjustmentsOf(quote).map(({ promotionId, target, amount }) => ({
      ...{ promotionId, target, amount: amount.amount },
    })),
    shipping: {
      subtotal,
      discount: subtotal - sum(shippingLines.map(remainderOf)),
      taxes: shippingTaxesOf(quote).map(amountOfTax),
    },
    totals: {
      subtotal: totals.subtotal.amount,
      discount: totals.discount.amount,
      shipping: totals.shipping.amount,
      tax: totals.tax.amount,
      total: totals.total.amount,
    },
    promotions: quote.promotions.map(({ promotion, reason }) => ({
      ...{ id: promotion.id, applied: reason === "applied", reason },
    })),
    ...(codes === undefined ? {} : { codes: codesIn(quote, context, codes) }),
  };
}

function itemOf(line: QuoteLine, quote: Quote, context: PricingContext): Expectation["items"][number] {
  const compared = compareAtPriceOf(line, quote, context);
  return {
    unitPrice: line.unitPrice.amount,
    ...(compared === null ? {} : { compareAtPrice: compared }),
    subtotal: line.subtotal.amount,
    discount: line.discount.amount,
    adjustments: adjustmentsOf(line).map(({ promotionId, code, amount }) => ({
      ...{ promotionId, code, amount: amount.amount },
    })),
    taxes: line.taxes.map(amountOfTax),
    tax: line.tax.amount,
    total: line.total.amount,
  };
}

/** A cart does not have it. It is what reads of the catalogue show. */
function compareAtPriceOf(line: QuoteLine, { basket, lines }: Quote, context: PricingContext): number | null {
  const price = line.variant && selectedPrice(line.variant, basket, context);
  if (price === null || price.compareAtAmount === null) return null;
  const entered = { amount: price.compareAtAmount, currency: basket.currency };
  return taxationOf({ basket, lines }, context).unitPrice(entered, categoryOf(line)).amount;
}

function codesIn(quote: Quote, context: PricingContext, codes: readonly string[]) {
  // Of a cart, the codes and the language of what it says of them are read.
  const cart = { codes, locale: "en" } as Pick<Cart, "codes" | "locale"> as Cart;
  return codesOf(cart, quote, context).map(({ code, applied }) => ({ code, applied }));
}

function amountOfTax({
  name,
  rate,
  amount,
}: {
  readonly name: string;
  readonly rate: number;
  readonly amount: { readonly amount: number };
}) {
  return { name, rate, amount: amount.amount };
}
