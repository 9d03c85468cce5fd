import { type Chance, chanceOf } from "./random/chance.ts";
import { promotionsOf } from "./random/promotions.ts";
import { priceListsOf, productsOf, settingsOf, shippingOptionsOf, taxZonesOf, world } from "./random/shop.ts";
import type { Example } from "./shrink.ts";
import type { Basket, Shop } from "./vector.ts";

/**
 * A shop and a basket in it, the same for the same seed. Nothing was ordered there yet, every variant has a price in every
 * currency at every quantity, and the chosen shipping option is to be had unless the basket has things of several profiles.
 */
export function randomExample(seed: number): Example {
  const chance = chanceOf(seed);
  const currency = chance.oneOf(["USD", "EUR", "JPY", "KWD"]);
  const currencies = [currency, ...(chance.percent(30) ? ["GBP"] : [])];
  const products = productsOf(chance, currencies);
  const given: Shop = {
    settings: settingsOf(chance, currencies),
    products,
    priceLists: priceListsOf(chance, currency, products),
    promotions: promotionsOf(chance, currency, products),
    taxZones: taxZonesOf(chance),
    shippingOptions: shippingOptionsOf(chance, currency),
  };
  return { given, basket: basketOf(chance, given, currency) };
}

function basketOf(chance: Chance, given: Shop, currency: string): Basket {
  const variants = given.products.flatMap((product) => product.variants);
  const codes = (given.promotions ?? []).flatMap((promotion) => promotion.codes?.slice(0, 1) ?? []);
  const country = chance.oneOf(["DE", "DE", "FR", "US", "US", "CH"]);
  return {
    currency,
    items: chance.someOf(variants).map(({ id }) => ({
      variantId: id,
      quantity: chance.between(1, chance.percent(15) ? 40 : 6),
    })),
    ...chance.maybe(88, () => ({
      shippingAddress: {
        country,
        ...chance.maybe(50, () => ({ province: chance.oneOf(world.provinces) })),
        ...chance.maybe(60, () => ({ postalCode: chance.oneOf(world.postalCodes) })),
      },
    })),
    ...chance.maybe(15, () => ({ billingAddress: { country: chance.oneOf(world.countries) } })),
    ...chance.maybe(85, () => ({ shippingOptionId: optionFor(chance, given, country) })),
    ...chance.maybe(60, () => ({
      customer: {
        id: "customer-1",
        email: "ada@example.com",
        firstOrder: true,
        ...chance.maybe(50, () => ({ groups: chance.someOf(world.groups) })),
        ...chance.maybe(15, () => ({ taxExempt: true })),
      },
    })),
    ...chance.maybe(codes.length === 0 ? 0 : 75, () => ({
      codes: chance.someOf(codes).map((code) => (chance.percent(50) ? code : ` ${code.toLowerCase()} `)),
    })),
    at: world.now,
  };
}

function optionFor(chance: Chance, { shippingOptions = [] }: Shop, country: string): string {
  const fitting = shippingOptions.filter(({ zones }) => zones === undefined || zones.includes(country));
  return fitting[chance.between(0, fitting.length - 1)]?.id ?? "option-0";
}
