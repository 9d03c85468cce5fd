import type { QuoteStep } from "./quote.ts";
import { shippingPrice } from "./steps/shipping-price.ts";
import { taxes } from "./steps/taxes.ts";
import { unitPrices } from "./steps/unit-prices.ts";

/**
 * The steps of a quote, in order. Each sees what the ones before it left. Line promotions belong after the unit prices,
 * order promotions after those, shipping promotions after the shipping price, and taxes last.
 */
export const quoteSteps: readonly QuoteStep[] = [unitPrices, shippingPrice, taxes];
