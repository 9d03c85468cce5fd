import { currencySchema } from "../../../../src/kernel/values/money.ts";
import { shippingOf } from "../../../../src/modules/checkout/quote/load.ts";
import type { PricingContext } from "../../../../src/modules/checkout/quote/pricing-context.ts";
import type { Basket as PlatformBasket } from "../../../../src/modules/checkout/quote/quote.ts";
import type { ListedPrice } from "../../../../src/modules/pricing/index.ts";
import type { SellableVariant } from "../../../../src/modules/products/index.ts";
import { plainOption, type ShippingOption } from "../../../../src/modules/shipping/schema.ts";
import { builtInTaxes } from "../../../../src/modules/taxes/index.ts";
import type { KnownZone } from "../../../../src/modules/taxes/rules.ts";
import { taxationDefaults } from "../../../../src/modules/tenants/schema.ts";
import type { Example } from "../shrink.ts";
import type { Basket, Shop } from "../vector.ts";
import { candidatesOf } from "./candidates.ts";

/** A basket of the vectors as the platform has it, with all that its prices depend on, as if it had been read. */
export function asPlatform({ given, basket }: Example): {
  readonly basket: PlatformBasket;
  readonly context: PricingContext;
} {
  const { customer = {} } = basket;
  const { firstOrder = null, id = null, email = null, groups = [], taxExempt = false } = customer;
  const { taxShipping, homeCountry, priceStays } = taxationDefaults;
  return {
    basket: basketOf(basket),
    context: {
      now: Date.parse(basket.at),
      explains: true,
      locales: ["en"],
      customer: { id, email, groups, taxExempt },
      isFirstOrder: firstOrder,
      promotions: candidatesOf(given, basket),
      groupsByProduct: new Map(
        given.products.map(({ id: productId, collections = [], categories = [] }) => [
          productId,
          [...collections, ...categories.flatMap((one) => [one.id, ...one.ancestors])],
        ]),
      ),
      settings: {
        currencies: given.settings.currencies.map((one) => currencySchema.parse(one)),
        pricesIncludeTax: given.settings.pricesIncludeTax,
        taxShipping: given.settings.taxShipping ?? taxShipping,
        homeCountry: given.settings.homeCountry ?? homeCountry,
        priceStays: given.settings.priceStays ?? priceStays,
      },
      taxes: { calculator: builtInTaxes, zones: (given.taxZones ?? []).map(zoneOf) },
      variants: variantsOf(given, basket),
      stocks: new Map(),
      ...chosenFrom((given.shippingOptions ?? []).map(optionOf), basket.shippingOptionId),
    },
  };
}

function basketOf({ currency, items, shippingAddress, billingAddress }: Basket): PlatformBasket {
  return {
    currency: currencySchema.parse(currency),
    lines: items.map(({ variantId, quantity }, index) => ({
      // The vectors' ids are names. Nothing in a quote reads them.
      id: `item_${index}` as PlatformBasket["lines"][number]["id"],
      ...{ variantId, quantity, unitAmount: 0, productId: "", title: "", variantTitle: "", sku: null },
    })),
    shippingAddress: destinationOf(shippingAddress),
    billingAddress: destinationOf(billingAddress),
  };
}

function destinationOf(address: Basket["shippingAddress"]): PlatformBasket["shippingAddress"] {
  if (address === undefined) return null;
  const { country, province = null, postalCode = null } = address;
  return { country, province, postalCode };
}

function variantsOf(given: Shop, { currency }: Basket): ReadonlyMap<string, SellableVariant> {
  const lists = (given.priceLists ?? []).map(listOf);
  const all = given.products.flatMap(({ variants, ...product }) =>
    variants.map(
      ({ id: variantId, prices, weight = null, requiresShipping = true }): SellableVariant => ({
        ...{ variantId, productId: product.id, title: product.id, variantTitle: variantId, options: {} },
        ...{ sku: null, image: null, policy: "untracked", requiresShipping, weight },
        currency: currencySchema.parse(currency),
        base: prices
          .filter((price) => price.currency === currency)
          .map(({ amount, compareAtAmount = null, minQuantity = null, maxQuantity = null }) => ({
            ...{ amount, compareAtAmount, minQuantity, maxQuantity },
          })),
        listed: lists.flatMap((list) =>
          list.prices
            .filter((price) => price.variantId === variantId && price.currency === currency)
            .map(
              ({ amount, minQuantity = null, maxQuantity = null }): ListedPrice => ({
                ...{ amount, minQuantity, maxQuantity, list: list.selectable },
              }),
            ),
        ),
        taxCategory: product.taxCategory ?? "standard",
        shippingProfile: product.shippingProfile ?? null,
        vendor: product.vendor ?? null,
        tags: product.tags ?? [],
      }),
    ),
  );
  return new Map(all.map((variant) => [variant.variantId, variant]));
}

function listOf(list: NonNullable<Shop["priceLists"]>[number], index: number) {
  const { kind, status, startsAt, endsAt, priority = 0, rules = {}, prices } = list;
  const { countries = null, customerGroups = null } = rules;
  const selectable: ListedPrice["list"] = {
    ...{ id: inTurn("list", index), kind, status, priority, rules: { countries, customerGroups } },
    startsAt: startsAt === undefined ? null : Date.parse(startsAt),
    endsAt: endsAt === undefined ? null : Date.parse(endsAt),
  };
  return { selectable, prices };
}

function zoneOf({ name, countries, rates }: NonNullable<Shop["taxZones"]>[number], index: number): KnownZone {
  return {
    id: inTurn("zone", index),
    name,
    countries: countries.map(({ country, provinces = [], postalPrefixes = [] }) => ({
      ...{ country, provinces, postalPrefixes },
    })),
    rates: rates.map((rate) => ({ ...rate, compound: rate.compound ?? false })),
    written: true,
  };
}

function optionOf(option: NonNullable<Shop["shippingOptions"]>[number]): ShippingOption {
  const { id, name, kind, prices, zones, rules, freeFrom, profile, taxCategory } = option;
  const plain = plainOption({ id, name, prices: prices.map(moneyOf) });
  return {
    ...plain,
    kind: kind ?? plain.kind,
    zones: zones ?? plain.zones,
    freeFrom: freeFrom?.map(moneyOf) ?? plain.freeFrom,
    profile: profile ?? plain.profile,
    taxCategory: taxCategory ?? plain.taxCategory,
    rules: (rules ?? []).map((rule) => ({
      minWeight: rule.minWeight ?? null,
      maxWeight: rule.maxWeight ?? null,
      minSubtotal: rule.minSubtotal ?? null,
      maxSubtotal: rule.maxSubtotal ?? null,
      minQuantity: rule.minQuantity ?? null,
      maxQuantity: rule.maxQuantity ?? null,
      prices: rule.prices.map(moneyOf),
    })),
  };
}

function chosenFrom(options: readonly ShippingOption[], chosen: string | undefined) {
  return shippingOf(options, chosen ?? null);
}

function moneyOf({ amount, currency }: { readonly amount: number; readonly currency: string }) {
  return { amount, currency: currencySchema.parse(currency) };
}

/** What is older has the id that sorts earlier. */
function inTurn(kind: string, index: number): string {
  return `${kind}-${String(index).padStart(4, "0")}`;
}
