import { availableIn } from "../../../shipping/index.ts";
import { standardCategory } from "../../../taxes/index.ts";
import type { PricingContext } from "../pricing-context.ts";
import type { QuoteDraft, QuoteStep } from "../quote.ts";
import { requiresShipping } from "../shipping.ts";
import { taxationOf, taxedLines } from "../taxation.ts";

/** Adds the price of the chosen shipping option, if any line needs shipping. */
export const shippingPrice: QuoteStep = {
  name: "shipping-price",
  apply(quote, context) {
    const { option, reason } = chosenFor(quote, context);
    const taxCategory = standardCategory;
    const subtotal =
      option && taxationOf(quote, context).shippingPrice(option.price, taxCategory, taxedLines(quote.lines));
    const entry = {
      step: shippingPrice.name,
      lineId: null,
      source: context.shippingOption && { kind: "shipping-option", id: context.shippingOption.id },
      applied: option !== null,
      reason,
      amount: subtotal,
    };
    const trace = [...quote.trace, entry];
    if (option === null || subtotal === null) return { ...quote, trace };
    const { id: optionId, name } = option;
    const shippingLine = { optionId, name, taxCategory, subtotal, adjustments: [], taxes: [] };
    return { ...quote, shippingLines: [...quote.shippingLines, shippingLine], trace };
  },
};

function chosenFor(quote: QuoteDraft, { shippingOption }: PricingContext) {
  if (!requiresShipping(quote)) return { option: null, reason: "nothing-to-ship" };
  if (shippingOption === null) return { option: null, reason: "none-chosen" };
  const option = availableIn(quote.basket.currency, shippingOption);
  return { option, reason: option === null ? "no-price-in-currency" : "chosen" };
}
