import { sumOf } from "../../../../kernel/values/arithmetic.ts";
import { hasPriceIn, type PricedOption } from "../../../shipping/index.ts";
import type { PricingContext } from "../pricing-context.ts";
import type { DraftShippingLine, QuoteDraft, QuoteStep } from "../quote.ts";
import { pricedOptionsOf, requiresShipping } from "../shipping.ts";
import { taxationOf, taxedLines } from "../taxation.ts";

/** Adds the price of the chosen shipping option, and of others for what it does not ship, if any line needs shipping. */
export const shippingPrice: QuoteStep = {
  name: "shipping-price",
  apply(quote, context) {
    const { priced, reason } = chosenFor(quote, context);
    const taxation = taxationOf(quote, context);
    const basis = taxedLines(quote.lines);
    const added = priced.map(({ option, price }): DraftShippingLine => {
      const { id: optionId, name, taxCategory } = option;
      const subtotal = taxation.shippingPrice(price, taxCategory, basis);
      return { optionId, name, taxCategory, subtotal, adjustments: [], taxes: [] };
    });
    const prices = added.map(({ subtotal }) => subtotal);
    const entry = {
      step: shippingPrice.name,
      lineId: null,
      source: context.shippingOption && { kind: "shipping-option", id: context.shippingOption.id },
      applied: added.length > 0,
      reason,
      amount: added.length > 0 ? sumOf(quote.basket.currency, prices) : null,
    };
    return {
      ...quote,
      shippingLines: [...quote.shippingLines, ...added],
      trace: [...quote.trace, entry],
    };
  },
};

function chosenFor(
  quote: QuoteDraft,
  context: PricingContext,
): { readonly priced: readonly PricedOption[]; readonly reason: string } {
  const { shippingOption } = context;
  if (!requiresShipping(quote)) return { priced: [], reason: "nothing-to-ship" };
  if (shippingOption === null) return { priced: [], reason: "none-chosen" };
  if (!hasPriceIn(shippingOption, quote.basket.currency))
    return { priced: [], reason: "no-price-in-currency" };
  const priced = pricedOptionsOf(quote, context);
  return priced === null ? { priced: [], reason: "not-offered" } : { priced, reason: "chosen" };
}
