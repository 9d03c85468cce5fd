import { refusal } from "../../../kernel/api/problem.ts";
import { AmountTooLarge, none } from "../../../kernel/values/arithmetic.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { withTotals } from "./amounts.ts";
import type { PricingContext } from "./pricing-context.ts";
import type { Basket, Quote, QuoteDraft, QuoteStep } from "./quote.ts";
import { quoteSteps } from "./steps.ts";

/** Quotes a basket at current prices. Refused as `too-large` if an amount would not be exact. */
export function quoteBasket(
  basket: Basket,
  context: PricingContext,
  steps: readonly QuoteStep[] = quoteSteps,
): Result<Quote> {
  try {
    const draft = steps.reduce((quote, step) => step.apply(quote, context), unpriced(basket, context));
    return ok(withTotals(draft));
  } catch (error) {
    if (error instanceof AmountTooLarge)
      return refused(refusal("too-large", "The amounts are too large to be exact."));
    throw error;
  }
}

function unpriced(basket: Basket, { settings }: PricingContext): QuoteDraft {
  const nothing = none(basket.currency);
  return {
    basket,
    pricesIncludeTax: settings.pricesIncludeTax,
    lines: basket.lines.map((line) => ({
      line,
      variant: null,
      unitPrice: nothing,
      subtotal: nothing,
      servedUnits: 0,
      adjustments: [],
      taxes: [],
    })),
    shippingLines: [],
    promotions: [],
    trace: [],
  };
}
