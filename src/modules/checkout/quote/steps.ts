import type { QuoteStep } from "./quote.ts";
import { destinationPrices } from "./steps/destination-prices.ts";
import { shippingPrice } from "./steps/shipping-price.ts";
import { taxes } from "./steps/taxes.ts";
import { unitPrices } from "./steps/unit-prices.ts";

/**
 * The steps of a quote, in order. Each step sees the results of earlier steps. Put line promotions after
 * the unit prices at the destination, order promotions after those, shipping promotions after the shipping price, and taxes last.
 */
export const quoteSteps: readonly QuoteStep[] = [unitPrices, destinationPrices, shippingPrice, taxes];
