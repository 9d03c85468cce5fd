import { describe, expect, it } from "vitest";
import { currencySchema, type Money } from "../../../../src/kernel/values/money.ts";
import { taxRateOf } from "../../../../src/modules/checkout/quote/amounts.ts";
import type { PricingContext } from "../../../../src/modules/checkout/quote/pricing-context.ts";
import type { Basket, Quote, QuoteStep } from "../../../../src/modules/checkout/quote/quote.ts";
import { quoteBasket } from "../../../../src/modules/checkout/quote/quote-basket.ts";
import { requiresShipping } from "../../../../src/modules/checkout/quote/shipping.ts";
import { quoteSteps } from "../../../../src/modules/checkout/quote/steps.ts";
import { zoneIdOf } from "../../../../src/modules/taxes/rules.ts";
import { basketOf, pricingContext, usd, variantOf } from "../../../support/quote.ts";

const eur = currencySchema.parse("EUR");
const money = (amount: number): Money => ({ amount, currency: usd });
const post = { id: "shp_1", name: "Post", prices: [money(500)] };
const lamp = variantOf("var_1", money(1_000));
const song = variantOf("var_2", money(300), { requiresShipping: false });

function quoted(basket: Basket, context: PricingContext, steps: readonly QuoteStep[] = quoteSteps): Quote {
  const quote = quoteBasket(basket, context, steps);
  if (!quote.ok) throw new Error(quote.refusal.detail);
  return quote.value;
}

const reasonsOf = ({ trace }: Quote, step: string) =>
  trace.filter((entry) => entry.step === step).map(({ applied, reason }) => ({ applied, reason }));

describe("the unit price of a line", () => {
  it("is the variant's current price, whatever it was before", () => {
    const quote = quoted(basketOf([{ quantity: 3, unitAmount: 900 }]), pricingContext({ variants: [lamp] }));
    expect(quote.lines).toMatchObject([{ variant: lamp, unitPrice: money(1_000), subtotal: money(3_000) }]);
    expect(reasonsOf(quote, "unit-prices")).toEqual([{ applied: true, reason: "base-price" }]);
  });

  it("stays the last one if the variant is no longer published", () => {
    const quote = quoted(basketOf([{ quantity: 2, unitAmount: 900 }]), pricingContext());
    expect(quote.lines).toMatchObject([{ variant: null, unitPrice: money(900), subtotal: money(1_800) }]);
    expect(reasonsOf(quote, "unit-prices")).toEqual([{ applied: false, reason: "not-published" }]);
  });

  it("stays the last one if the variant has no price in the currency", () => {
    const unpriced = pricingContext({ variants: [variantOf("var_1", null)] });
    const quote = quoted(basketOf([{ unitAmount: 900 }]), unpriced);
    expect(quote.lines).toMatchObject([{ variant: null, unitPrice: money(900) }]);
    expect(reasonsOf(quote, "unit-prices")).toEqual([{ applied: false, reason: "no-price-in-currency" }]);
  });
});

describe("shipping", () => {
  it("costs what the chosen option costs", () => {
    const quote = quoted(basketOf([{}]), pricingContext({ variants: [lamp], shippingOption: post }));
    expect(quote.shippingLines).toMatchObject([{ optionId: "shp_1", name: "Post", subtotal: money(500) }]);
    expect(quote.totals).toMatchObject({ shipping: money(500), total: money(1_500) });
    expect(reasonsOf(quote, "shipping-price")).toEqual([{ applied: true, reason: "chosen" }]);
  });

  it("is needed for one item that has to be shipped among others that have not", () => {
    const mixed = basketOf([{ variantId: "var_2" }, { variantId: "var_1" }]);
    const quote = quoted(mixed, pricingContext({ variants: [lamp, song], shippingOption: post }));
    expect(requiresShipping(quote)).toBe(true);
    expect(quote.totals).toMatchObject({ shipping: money(500), total: money(1_800) });
  });

  it.each([
    ["nothing has to be shipped", [{ variantId: "var_2" }], post, "nothing-to-ship"],
    ["no option is chosen", [{}], null, "none-chosen"],
    [
      "the option has no price in the currency",
      [{}],
      { ...post, prices: [{ amount: 500, currency: eur }] },
      "no-price-in-currency",
    ],
  ])("costs nothing if %s", (_, lines, shippingOption, reason) => {
    const quote = quoted(basketOf(lines), pricingContext({ variants: [lamp, song], shippingOption }));
    expect(quote.shippingLines).toEqual([]);
    expect(quote.totals.shipping).toEqual(money(0));
    expect(reasonsOf(quote, "shipping-price")).toEqual([{ applied: false, reason }]);
  });
});

describe("taxes", () => {
  const taxRates = [
    { country: "DE", rate: 1_900 },
    { country: "FR", rate: 2_000 },
    { country: "GG", rate: 0 },
  ];
  const to = (country: string | null) => (country === null ? null : { country });
  const taxed = (
    shipping: string | null,
    billing: string | null,
    more: Partial<PricingContext["settings"]> = {},
  ) =>
    quoted(
      basketOf([{}], { shippingAddress: to(shipping), billingAddress: to(billing) }),
      pricingContext({ variants: [lamp], shippingOption: post, settings: { taxRates, ...more } }),
    );

  it.each([
    ["go by where the goods go", "DE", "FR", 1_900, "destination-rate"],
    ["go by where the bill goes, if there is no shipping address", null, "FR", 2_000, "destination-rate"],
    ["are none where the goods go to a country without a rate", "US", "FR", 0, "no-rate"],
    ["are none without any address", null, null, 0, "no-destination"],
  ])("%s", (_, shipping, billing, rate, reason) => {
    const quote = taxed(shipping, billing);
    expect(quote.lines.map(taxRateOf)).toEqual([rate]);
    expect(quote.totals.tax).toEqual(money(rate / 10));
    expect(reasonsOf(quote, "taxes")).toEqual([{ applied: rate > 0, reason }]);
  });

  it("name the rate and the amount of each line, a rate of zero too", () => {
    expect(taxed("DE", null).lines[0]?.taxes).toEqual([{ name: "DE", rate: 1_900, amount: money(190) }]);
    expect(taxed("GG", null).lines[0]?.taxes).toEqual([{ name: "GG", rate: 0, amount: money(0) }]);
  });

  it("are added to prices without tax, and part of prices with tax", () => {
    expect(taxed("DE", null).totals).toMatchObject({ tax: money(190), total: money(1_690) });
    const included = taxed("DE", null, { pricesIncludeTax: true });
    expect(included.totals).toMatchObject({ tax: money(160), total: money(1_500) });
  });

  it("leave shipping alone, unless the shop wants otherwise", () => {
    expect(taxed("DE", null).shippingLines.map(({ taxes }) => taxes)).toEqual([[]]);
  });
});

describe("the trace of a quote", () => {
  const entries = (context: PricingContext, country: string | null) =>
    quoted(basketOf([{}], { shippingAddress: country === null ? null : { country } }), context).trace.map(
      ({ step, source, amount }) => [step, source, amount],
    );
  const variant = ["unit-prices", { kind: "variant", id: "var_1" }, money(1_000)];

  it("names what each amount comes from, and nothing else", () => {
    const settings = { taxRates: [{ country: "DE", rate: 1_900 }] };
    expect(entries(pricingContext({ variants: [lamp], shippingOption: post, settings }), "DE")).toEqual([
      variant,
      ["shipping-price", { kind: "shipping-option", id: "shp_1" }, money(500)],
      ["taxes", { kind: "tax-zone", id: zoneIdOf("DE") }, null],
    ]);
  });

  it("names no source where there is none: no option, no destination", () => {
    expect(entries(pricingContext({ variants: [lamp] }), null)).toEqual([
      variant,
      ["shipping-price", null, null],
      ["taxes", null, null],
    ]);
  });
});

describe("the steps", () => {
  it("run in the order in which prices are made", () => {
    expect(quoteSteps.map(({ name }) => name)).toEqual([
      "unit-prices",
      "destination-prices",
      "line-promotions",
      "order-promotions",
      "shipping-price",
      "shipping-promotions",
      "taxes",
    ]);
  });

  it("leave the basket and the quotes before them as they were", () => {
    const freezing = quoteSteps.map(
      (step): QuoteStep => ({ ...step, apply: (quote, context) => step.apply(deepFreeze(quote), context) }),
    );
    const context = deepFreeze(pricingContext({ variants: [lamp], shippingOption: post }));
    expect(() => quoted(deepFreeze(basketOf([{}])), context, freezing)).not.toThrow();
  });
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
