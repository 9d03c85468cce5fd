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
  const draft = runSteps(unpriced(basket, context), context, steps);
  return draft.ok ? completed(draft.value) : draft;
}

/** Quotes a basket up to a step, which is left out. */
export function quoteUntil(end: QuoteStep, basket: Basket, context: PricingContext): Result<QuoteDraft> {
  return runSteps(unpriced(basket, context), context, quoteSteps.slice(0, quoteSteps.indexOf(end)));
}

/** The rest of a quote that was made up to a step. */
export function quoteFrom(start: QuoteStep, draft: QuoteDraft, context: PricingContext): Result<Quote> {
  const whole = runSteps(draft, context, quoteSteps.slice(quoteSteps.indexOf(start)));
  return whole.ok ? completed(whole.value) : whole;
}

function runSteps(
  draft: QuoteDraft,
  context: PricingContext,
  steps: readonly QuoteStep[],
): Result<QuoteDraft> {
  return unlessTooLarge(() => steps.reduce((quote, step) => step.apply(quote, context), draft));
}

function completed(draft: QuoteDraft): Result<Quote> {
  return unlessTooLarge(() => withTotals(draft));
}

function unlessTooLarge<Value>(run: () => Value): Result<Value> {
  try {
    return ok(run());
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
