import { sumOf } from "../../../kernel/values/arithmetic.ts";
import {
  type AvailableOption,
  type BasketFacts,
  offeredFor,
  type PricedOption,
} from "../../shipping/index.ts";
import { remainderOf } from "./amounts.ts";
import type { PricingContext } from "./pricing-context.ts";
import type { Quote, QuoteDraft } from "./quote.ts";

/** Whether any line has to be shipped. */
export function requiresShipping({ lines }: Pick<QuoteDraft, "lines">): boolean {
  return lines.some(({ variant }) => variant?.requiresShipping === true);
}

/** Whether the shopper collects the goods, so that nobody needs to know where they go. */
export function isPickedUp(quote: Pick<QuoteDraft, "lines">, { shippingOption }: PricingContext): boolean {
  return shippingOption?.kind === "pickup" && requiresShipping(quote);
}

/** What ships a basket if the chosen option is: it, and others for what it does not ship. Null if it does not fit. */
export function pricedOptionsOf(quote: QuoteDraft, context: PricingContext): readonly PricedOption[] | null {
  const { shippingOption, shippingOptions } = context;
  return shippingOption && offeredFor(shippingOption, factsOf(quote), shippingOptions);
}

/**
 * The shipping option that a quote includes, at the price after adjustments of all that ships the basket; null if nothing is to
 * be shipped, or no option is chosen.
 */
export function shippingOptionOf({ shippingLines }: Quote): AvailableOption | null {
  const [first] = shippingLines;
  if (first === undefined) return null;
  const price = sumOf(first.subtotal.currency, shippingLines.map(remainderOf));
  return { id: first.optionId, name: first.name, price };
}

function factsOf({ basket, lines }: QuoteDraft): BasketFacts {
  const { currency, shippingAddress } = basket;
  return {
    currency,
    country: shippingAddress?.country ?? null,
    subtotal: sumOf(currency, lines.map(remainderOf)),
    shipped: lines.flatMap(({ line: { quantity }, variant }) => {
      if (variant?.requiresShipping !== true) return [];
      return [{ quantity, weight: variant.weight, profile: variant.shippingProfile }];
    }),
  };
}
