import type { Basket, Product, Shop } from "../vector.ts";
import type { Line } from "./line.ts";
import { ratio, rounded, times } from "./ratio.ts";
import { netOf, ratesFor, taxedAt, wholeOf, zoneOf } from "./tax-rates.ts";
import { unitPriceOf } from "./unit-price.ts";

/** The first step: what each line costs before anything is taken off. */
export function linesOf(shop: Shop, basket: Basket): readonly Line[] {
  return basket.items.map(({ variantId, quantity }): Line => {
    const product = shop.products.find(({ variants }) => variants.some(({ id }) => id === variantId));
    const variant = product?.variants.find(({ id }) => id === variantId);
    const price = unitPriceOf(shop, basket, variantId);
    if (product === undefined || variant === undefined || price === null)
      throw new Error(`${variantId} has no price`);
    const charged = (amount: bigint) => chargedFor(amount, product, shop, basket);
    const unitPrice = charged(price.amount);
    return {
      product,
      variantId,
      quantity: BigInt(quantity),
      weight: BigInt(variant.weight ?? 0),
      requiresShipping: variant.requiresShipping !== false,
      unitPrice,
      compareAtPrice: price.compareAt === null ? null : charged(price.compareAt),
      left: unitPrice * BigInt(quantity),
      spoken: 0n,
      adjustments: [],
    };
  });
}

/** Prices with tax change where the tax in them is not the one to be paid. */
function chargedFor(entered: bigint, { taxCategory }: Product, shop: Shop, basket: Basket): bigint {
  if (!shop.settings.pricesIncludeTax) return entered;
  const exempt = basket.customer?.taxExempt === true;
  if (!exempt && !leavesHomeNet(shop, basket)) return entered;
  const net = netOf(entered, ratesFor(zoneInPrices(shop, basket), taxCategory));
  if (exempt) return net;
  return rounded(times(ratio(net), wholeOf(ratesFor(zoneOf(shop, taxedAt(shop, basket)), taxCategory))));
}

function leavesHomeNet(shop: Shop, basket: Basket): boolean {
  const { settings } = shop;
  const country = taxedAt(shop, basket)?.country;
  return (
    settings.priceStays === "net" &&
    settings.homeCountry !== undefined &&
    country !== undefined &&
    country !== settings.homeCountry
  );
}

/** The zone whose tax is in the prices that were entered. */
export function zoneInPrices(shop: Shop, basket: Basket) {
  const { homeCountry } = shop.settings;
  return leavesHomeNet(shop, basket) && homeCountry !== undefined
    ? zoneOf(shop, { country: homeCountry })
    : zoneOf(shop, taxedAt(shop, basket));
}
