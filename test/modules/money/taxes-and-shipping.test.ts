import { describe, expect, it } from "vitest";
import { currencySchema, type Money } from "../../../src/kernel/values/money.ts";
import { sentFields } from "../../../src/kernel/values/patch.ts";
import { shippingTaxesOf } from "../../../src/modules/checkout/quote/explanation.ts";
import type { Quote } from "../../../src/modules/checkout/quote/quote.ts";
import { quoteBasket } from "../../../src/modules/checkout/quote/quote-basket.ts";
import type { TaxLine } from "../../../src/modules/orders/index.ts";
import type { SellableVariant } from "../../../src/modules/products/index.ts";
import type { ShippingOption } from "../../../src/modules/shipping/index.ts";
import { priceBasket } from "../../support/money/oracle/price-basket.ts";
import { randomExample } from "../../support/money/random.ts";
import { type Basket, type Expectation, readVectors, type Shop } from "../../support/money/vector.ts";
import { basketOf, optionOf, pricingContext, variantOf } from "../../support/quote.ts";

/*
 * The product's own quote against the vectors and the oracle, as far as taxes and shipping go: shops without promotions and
 * price lists.
 */

const vectors = readVectors().filter(
  ({ given }) => (given.promotions ?? []).length === 0 && (given.priceLists ?? []).length === 0,
);
const seeds = Array.from({ length: 500 }, (_, index) => index + 1);

describe("the product prices as published", () => {
  it.each(vectors.map((one) => ({ ...one, name: `${one.file}: ${one.title}` })))(
    "$name",
    ({ given, basket, expect: expected }) => {
      expect(amountsOf(quoteOf(given, basket))).toEqual(expectedAmounts(expected));
    },
  );

  it("in baskets at random too, as the oracle does", () => {
    const taxed = seeds.map((seed) => {
      const { given, basket } = randomExample(seed);
      const plain = { ...given, promotions: [], priceLists: [] };
      const amounts = amountsOf(quoteOf(plain, basket));
      expect(amounts, `seed ${seed}`).toEqual(expectedAmounts(priceBasket(plain, basket)));
      return amounts.shippingTaxes.length > 0;
    });
    expect(taxed.filter(Boolean).length).toBeGreaterThan(50);
  });
});

function quoteOf(given: Shop, basket: Basket): Quote {
  const currency = currencySchema.parse(basket.currency);
  const options = (given.shippingOptions ?? []).map(shippingOptionOf);
  const shippingOption = options.find(({ id }) => id === basket.shippingOptionId) ?? null;
  const { homeCountry = null, taxShipping = "none", priceStays = "gross", pricesIncludeTax } = given.settings;
  const context = pricingContext({
    variants: variantsOf(given, currency),
    settings: { currencies: [currency], pricesIncludeTax, homeCountry, taxShipping, priceStays },
    taxZones: zonesOf(given),
    customer: { taxExempt: basket.customer?.taxExempt ?? false },
    shippingOption,
    otherOptions: options.filter((option) => option !== shippingOption),
  });
  const { shippingAddress = null, billingAddress = null } = basket;
  const addresses = {
    shippingAddress: addressOf(shippingAddress),
    billingAddress: addressOf(billingAddress),
  };
  const quote = quoteBasket(basketOf(basket.items, { currency, ...addresses }), context);
  if (!quote.ok) throw new Error(quote.refusal.detail);
  return quote.value;
}

function variantsOf(given: Shop, currency: Money["currency"]): readonly SellableVariant[] {
  return given.products.flatMap(({ variants, taxCategory = "standard", shippingProfile = null }) =>
    variants.map(({ id, prices, weight = null, requiresShipping = true }) =>
      variantOf(id, null, {
        ...{ currency, taxCategory, shippingProfile, weight, requiresShipping },
        base: prices
          .filter((price) => price.currency === currency)
          .map(({ amount, compareAtAmount = null, minQuantity = null, maxQuantity = null }) => ({
            ...{ amount, compareAtAmount, minQuantity, maxQuantity },
          })),
      }),
    ),
  );
}

const anyBasket = {
  ...{ minWeight: null, maxWeight: null, minSubtotal: null, maxSubtotal: null },
  ...{ minQuantity: null, maxQuantity: null },
};

function shippingOptionOf(option: NonNullable<Shop["shippingOptions"]>[number]): ShippingOption {
  const { id, name, kind = "delivery", zones = [], freeFrom = [], rules = [] } = option;
  const { profile = null, taxCategory = "standard", prices } = option;
  return optionOf({
    ...{ id, name, kind, zones, profile, taxCategory },
    prices: prices.map(moneyOf),
    freeFrom: freeFrom.map(moneyOf),
    rules: rules.map((rule) => ({ ...anyBasket, ...sentFields(rule), prices: rule.prices.map(moneyOf) })),
  });
}

function zonesOf({ taxZones = [] }: Shop) {
  return taxZones.map(({ name, countries, rates }, index) => ({
    // As old as its place says.
    id: `tax_${String(index).padStart(26, "0")}`,
    name,
    countries: countries.map(({ country, provinces = [], postalPrefixes = [] }) => ({
      ...{ country, provinces, postalPrefixes },
    })),
    rates: rates.map(({ compound = false, ...rate }) => ({ ...rate, compound })),
  }));
}

function addressOf(address: NonNullable<Basket["shippingAddress"]> | null) {
  if (address === null) return null;
  const { country, province = null, postalCode = null } = address;
  return { country, province, postalCode };
}

function moneyOf({ amount, currency }: { readonly amount: number; readonly currency: string }): Money {
  return { amount, currency: currencySchema.parse(currency) };
}

function amountsOf(quote: Quote) {
  const { subtotal, discount, shipping, tax, total } = quote.totals;
  const all = { subtotal, discount, shipping, tax, total };
  return {
    items: quote.lines.map((line) => ({
      unitPrice: line.unitPrice.amount,
      taxes: plain(line.taxes),
      total: line.total.amount,
    })),
    shippingTaxes: plain(shippingTaxesOf(quote)),
    totals: Object.fromEntries(Object.entries(all).map(([name, { amount }]) => [name, amount])),
  };
}

function expectedAmounts({ items, shipping, totals }: Expectation) {
  return {
    items: items.map(({ unitPrice, taxes, total }) => ({ unitPrice, taxes, total })),
    shippingTaxes: shipping.taxes,
    totals,
  };
}

function plain(taxes: readonly TaxLine[]) {
  return taxes.map(({ name, rate, amount }) => ({ name, rate, amount: amount.amount }));
}
