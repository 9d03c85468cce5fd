import { runStage } from "../promotions/run-stage.ts";
import type { QuoteStep } from "../quote.ts";

/** Takes off each line what its promotions say. */
export const linePromotions: QuoteStep = {
  name: "line-promotions",
  apply: (quote, context) => runStage("items", quote, context),
};

/** Takes off what is left of all lines together. */
export const orderPromotions: QuoteStep = {
  name: "order-promotions",
  apply: (quote, context) => runStage("order", quote, context),
};

/** Takes off the price of shipping. */
export const shippingPromotions: QuoteStep = {
  name: "shipping-promotions",
  apply: (quote, context) => runStage("shipping", quote, context),
};
