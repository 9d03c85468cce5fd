import { standardCategory, type Taxation, type TaxDestination } from "../../taxes/index.ts";
import { remainderOf } from "./amounts.ts";
import type { PricingContext } from "./pricing-context.ts";
import type { Basket, DraftLine, QuoteDraft } from "./quote.ts";
import { isPickedUp } from "./shipping.ts";

/** How a quote is taxed. */
export function taxationOf(quote: Pick<QuoteDraft, "basket" | "lines">, context: PricingContext): Taxation {
  const { taxes, settings, customer } = context;
  return taxes.calculator.taxationOf({
    zones: taxes.zones,
    settings,
    destination: isPickedUp(quote, context) ? atHome(quote.basket, settings) : destinationOf(quote.basket),
    isExempt: customer.taxExempt,
  });
}

/** What is picked up is sold where the shop is. If it has not said where, the address has to do. */
function atHome(basket: Basket, { homeCountry }: PricingContext["settings"]): TaxDestination | null {
  if (homeCountry === null) return destinationOf(basket);
  return { country: homeCountry, province: null, postalCode: null };
}

/** Where the goods go, else where the bill goes. */
export function destinationOf({
  shippingAddress,
  billingAddress,
}: Pick<Basket, "shippingAddress" | "billingAddress">): TaxDestination | null {
  const address = shippingAddress ?? billingAddress;
  if (address === null) return null;
  const { country, province = null, postalCode = null } = address;
  return { country, province, postalCode };
}

/** The lines by which the taxes of shipping can go. */
export function taxedLines(lines: readonly DraftLine[]) {
  return lines.map((line) => ({ category: categoryOf(line), left: remainderOf(line) }));
}

/** What a line is taxed as. One that is no longer for sale can't be ordered as it is. */
export function categoryOf({ variant }: Pick<DraftLine, "variant">): string {
  return variant?.taxCategory ?? standardCategory;
}
