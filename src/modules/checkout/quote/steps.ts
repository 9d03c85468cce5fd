import type { QuoteStep } from "./quote.ts";
import { destinationPrices } from "./steps/destination-prices.ts";
import { linePromotions, orderPromotions, shippingPromotions } from "./steps/promotions.ts";
import { shippingPrice } from "./steps/shipping-price.ts";
import { taxes } from "./steps/taxes.ts";
import { unitPrices } from "./steps/unit-prices.ts";

/** The steps of a quote, in order. Each step sees the results of earlier steps. `docs/money.md` explains them. */
export const quoteSteps: readonly QuoteStep[] = [
  unitPrices,
  destinationPrices,
  linePromotions,
  orderPromotions,
  shippingPrice,
  shippingPromotions,
  taxes,
];
