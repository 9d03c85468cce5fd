import { everyPrice } from "../../../../src/modules/pricing/prices/lookups.ts";
import type { PricedVariant } from "../../../../src/modules/pricing/selection/prices.ts";
import { readSellableVariants } from "../../../../src/modules/products/index.ts";
import { usd } from "../../../support/quote.ts";
import type { Shelf } from "./given.ts";

/** What the shop's own object knows of the prices of variants, drafts too. */
export function priceListsOf(
  { tenant }: Pick<Shelf, "tenant">,
  variantIds: readonly string[],
): ReadonlyMap<string, PricedVariant> {
  const { database } = tenant.storage;
  const sellable = readSellableVariants(database, variantIds, { locales: ["en"], currency: usd });
  const listed = everyPrice(database, variantIds, usd);
  return new Map(
    [...sellable].map(([id, variant]) => [
      id,
      { variantId: id, base: variant.base, listed: listed.get(id) ?? [] },
    ]),
  );
}
