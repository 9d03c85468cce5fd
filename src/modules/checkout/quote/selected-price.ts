import { type PriceQuestion, type SelectedPrice, selectPrice } from "../../pricing/index.ts";
import type { SellableVariant } from "../../products/index.ts";
import type { PricingContext } from "./pricing-context.ts";
import type { Basket } from "./quote.ts";
import { destinationOf } from "./taxation.ts";

/** What the price of a variant in a basket depends on, besides who buys and when. */
export type PricedBasket = Pick<Basket, "shippingAddress" | "billingAddress"> & {
  readonly lines: readonly Pick<Basket["lines"][number], "variantId" | "quantity">[];
};

/**
 * The price of a variant in a basket: for its quantity over all lines, and for where the goods go. Null if it has none in the
 * currency that the context was loaded in.
 */
export function selectedPrice(
  variant: SellableVariant,
  basket: PricedBasket,
  context: Pick<PricingContext, "now" | "customer">,
): SelectedPrice | null {
  return selectPrice(variant, questionOf(variant, basket, context));
}

/** What is asked for a variant of a basket. */
export function questionOf(
  variant: Pick<SellableVariant, "variantId">,
  { lines, ...addresses }: PricedBasket,
  { now, customer }: Pick<PricingContext, "now" | "customer">,
): PriceQuestion {
  const units = lines
    .filter(({ variantId }) => variantId === variant.variantId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const quantity = Math.max(1, units);
  const country = destinationOf(addresses)?.country ?? null;
  return { country, groups: customer.groups, quantity, now };
}
