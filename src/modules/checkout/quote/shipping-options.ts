import type { Result } from "../../../kernel/values/result.ts";
import { type OfferedOption, shown, startingAt } from "../../shipping/index.ts";
import type { PricingContext } from "./pricing-context.ts";
import type { Basket, Quote, QuoteDraft } from "./quote.ts";
import { quoteBasket, quoteFrom, quoteUntil } from "./quote-basket.ts";
import { pricedOptionsOf, requiresShipping, shippingOptionOf } from "./shipping.ts";
import { shippingPrice } from "./steps/shipping-price.ts";

/** The options that a shopper can choose for a basket, each at what it would cost after promotions. */
export function offeredOptions(basket: Basket, context: PricingContext): readonly OfferedOption[] {
  const withoutOption = quoted(basket, { ...context, shippingOption: null });
  if (withoutOption === null) return [];
  // What nothing has to be shipped of shows what there is.
  if (!requiresShipping(withoutOption)) {
    const country = basket.shippingAddress?.country ?? null;
    return context.shippingOptions.flatMap((option) => startingAt(option, country, basket.currency) ?? []);
  }
  const quote = quoterOf(basket);
  return context.shippingOptions.flatMap((shippingOption) => {
    const chosen = { ...context, shippingOption };
    if (pricedOptionsOf(withoutOption, chosen) === null) return [];
    const whole = quote(chosen);
    const option = whole && shippingOptionOf(whole);
    return option === null ? [] : [shown(shippingOption, option.price)];
  });
}

/** Quotes a basket with one option after the other. What comes before shipping depends only on whether the goods are collected. */
function quoterOf(basket: Basket) {
  const begun = new Map<boolean, Result<QuoteDraft>>();
  return (chosen: PricingContext): Quote | null => {
    const isCollected = chosen.shippingOption?.kind === "pickup";
    const draft = begun.get(isCollected) ?? quoteUntil(shippingPrice, basket, chosen);
    begun.set(isCollected, draft);
    const whole = draft.ok ? quoteFrom(shippingPrice, draft.value, chosen) : draft;
    return whole.ok ? whole.value : null;
  };
}

/** The option for a basket if there is just one; null if there is none, or a choice. */
export function onlyOfferedOption(basket: Basket, context: PricingContext): string | null {
  const [only, ...others] = offeredOptions(basket, context);
  return only === undefined || others.length > 0 ? null : only.id;
}

/** Amounts that are too large to be exact are refused where they matter. */
function quoted(basket: Basket, context: PricingContext): Quote | null {
  const quote = quoteBasket(basket, context);
  return quote.ok ? quote.value : null;
}
