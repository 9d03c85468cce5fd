import { standardCategory, type Taxation, type TaxDestination } from "../../taxes/index.ts";
import { remainderOf } from "./amounts.ts";
import type { PricingContext } from "./pricing-context.ts";
import type { Basket, DraftLine, QuoteDraft } from "./quote.ts";

/** How a quote is taxed. */
export function taxationOf({ basket }: Pick<QuoteDraft, "basket">, context: PricingContext): Taxation {
  const { taxes, settings, customer } = context;
  return taxes.calculator.taxationOf({
    zones: taxes.zones,
    settings,
    destination: destinationOf(basket),
    isExempt: customer.taxExempt,
  });
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
