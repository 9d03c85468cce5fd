import { describe, expect, it } from "vitest";
import { currencySchema } from "../../../src/kernel/values/money.ts";
import {
  type BasketFacts,
  offeredFor,
  type ShippingOption,
  startingAt,
} from "../../../src/modules/shipping/index.ts";
import { optionOf } from "../../support/quote.ts";

const usd = currencySchema.parse("USD");
const eur = currencySchema.parse("EUR");
const money = (amount: number, currency = usd) => ({ amount, currency });
const option = (more: Partial<ShippingOption> = {}) =>
  optionOf({ id: "shp_1", name: "Post", prices: [money(500)], ...more });
const anything = {
  minWeight: null,
  maxWeight: null,
  minSubtotal: null,
  maxSubtotal: null,
  minQuantity: null,
  maxQuantity: null,
};
const rule = (price: number, more: Partial<ShippingOption["rules"][number]> = {}) => ({
  ...anything,
  prices: [money(price)],
  ...more,
});

const basket = (more: Partial<BasketFacts> = {}): BasketFacts => ({
  currency: usd,
  country: "DE",
  subtotal: money(2_000),
  shipped: [{ quantity: 2, weight: 400, profile: null }],
  ...more,
});
const priceOf = (one: ShippingOption, facts = basket(), others: readonly ShippingOption[] = []) =>
  offeredFor(one, facts, [one, ...others])?.map(({ price }) => price.amount) ?? null;

describe("an option for a country", () => {
  it.each([
    ["DE", [500]],
    ["FR", null],
    [null, null],
  ])("of goods that go to %s costs %j", (country, expected) => {
    expect(priceOf(option({ zones: ["AT", "DE"] }), basket({ country }))).toEqual(expected);
  });
});

describe("the first rule that fits decides the price:", () => {
  const rules = [rule(100, { maxWeight: 800 }), rule(200, { maxWeight: 1_000 }), rule(300)];
  it.each([
    ["by weight, the bound included", option({ rules }), basket(), [100]],
    [
      "by weight, beyond the bound",
      option({ rules }),
      basket({ shipped: [{ quantity: 1, weight: 801, profile: null }] }),
      [200],
    ],
    [
      "what has no weight counts as nothing",
      option({ rules }),
      basket({ shipped: [{ quantity: 9, weight: null, profile: null }] }),
      [100],
    ],
    [
      "otherwise the next",
      option({ rules }),
      basket({ shipped: [{ quantity: 5, weight: 400, profile: null }] }),
      [300],
    ],
    ["by subtotal", option({ rules: [rule(0, { minSubtotal: 2_000 })] }), basket(), [0]],
    ["by subtotal, below it", option({ rules: [rule(0, { minSubtotal: 2_001 })] }), basket(), null],
    ["by subtotal, above it", option({ rules: [rule(0, { maxSubtotal: 1_999 })] }), basket(), null],
    [
      "one without a price in the currency is not for this basket",
      option({ rules: [{ ...rule(7), prices: [money(7, eur)] }, rule(9)] }),
      basket(),
      [9],
    ],
    ["by quantity", option({ rules: [rule(7, { minQuantity: 2, maxQuantity: 2 })] }), basket(), [7]],
    ["by quantity, below it", option({ rules: [rule(7, { minQuantity: 3 })] }), basket(), null],
    [
      "no rule fits: it is not offered, whatever its price",
      option({ rules: [rule(7, { maxQuantity: 1 })] }),
      basket(),
      null,
    ],
    [
      "the rule has no price in the currency",
      option({ rules: [{ ...rule(7), prices: [money(7, eur)] }] }),
      basket(),
      null,
    ],
  ])("%s", (_, one, facts, expected) => {
    expect(priceOf(one, facts)).toEqual(expected);
  });
});

describe("an option that is free from a subtotal", () => {
  const free = option({ freeFrom: [money(2_000), money(1, eur)] });
  it("is free from there on, in the currency of the basket", () => {
    expect(priceOf(free)).toEqual([0]);
    expect(priceOf(free, basket({ subtotal: money(1_999) }))).toEqual([500]);
  });

  it("still has to fit", () => {
    expect(priceOf({ ...free, zones: ["FR"] })).toBeNull();
    expect(priceOf({ ...free, rules: [rule(7, { maxQuantity: 1 })] })).toBeNull();
  });
});

describe("an option with a profile", () => {
  const post = option();
  const freight = option({ id: "shp_2", name: "Freight", prices: [money(4_000)], profile: "bulky" });
  const crane = option({ id: "shp_3", name: "Crane", prices: [money(9_000)], profile: "bulky" });
  const sofa = { quantity: 1, weight: 40_000, profile: "bulky" };
  const lamp = { quantity: 1, weight: 400, profile: null };
  const facts = (...shipped: BasketFacts["shipped"]) => basket({ shipped });

  it("ships products of that profile only, and one without a profile the others", () => {
    expect(priceOf(freight, facts(sofa), [post])).toEqual([4_000]);
    expect(priceOf(freight, facts(lamp), [post])).toBeNull();
    expect(priceOf(post, facts(lamp), [freight])).toEqual([500]);
    expect(priceOf(post, facts(sofa), [freight])).toBeNull();
  });

  it("is joined by the cheapest for each other profile in the basket", () => {
    expect(priceOf(post, facts(lamp, sofa), [crane, freight])).toEqual([500, 4_000]);
    expect(priceOf(crane, facts(lamp, sofa), [post, freight])).toEqual([9_000, 500]);
  });

  it("is not offered if nothing fits another profile in the basket", () => {
    expect(priceOf(post, facts(lamp, sofa), [{ ...freight, zones: ["FR"] }])).toBeNull();
  });

  it("goes by the weight of what it ships", () => {
    const letter = option({ rules: [rule(100, { maxWeight: 500 })] });
    expect(priceOf(letter, facts(lamp, sofa), [freight])).toEqual([100, 4_000]);
  });

  it("that no option has can't be shipped", () => {
    expect(priceOf(post, facts(sofa))).toBeNull();
    expect(priceOf(post, facts(lamp, sofa))).toBeNull();
  });
});

describe("an option to pick up", () => {
  const pickup = option({ kind: "pickup", zones: ["FR"], prices: [money(0)] });
  it("fits wherever the shopper lives, and all profiles unless it has one", () => {
    const mixed = basket({
      shipped: ["bulky", null].map((profile) => ({ quantity: 1, weight: 1, profile })),
    });
    const freight = option({ id: "shp_2", prices: [money(4_000)], profile: "bulky" });
    expect(priceOf(pickup, mixed, [freight])).toEqual([0]);
    expect(priceOf({ ...pickup, profile: "bulky" }, mixed, [freight])).toBeNull();
  });

  it("is no way to ship the goods of another profile", () => {
    const lamps = { quantity: 1, weight: 1, profile: null };
    const sofas = { quantity: 1, weight: 1, profile: "bulky" };
    const facts = basket({ shipped: [lamps, sofas] });
    expect(priceOf(option(), facts, [{ ...pickup, id: "shp_2", profile: "bulky" }])).toBeNull();
  });
});

describe("before there is a basket, an option", () => {
  it("is shown for its countries at the lowest price that it can have", () => {
    const ruled = option({ zones: ["DE"], rules: [rule(900), rule(300, { minWeight: 5 })] });
    expect(startingAt(ruled, "DE", "USD")?.price).toEqual(money(300));
    expect(startingAt(ruled, null, "USD")?.price).toEqual(money(300));
    expect(startingAt(ruled, "FR", "USD")).toBeNull();
    expect(startingAt(ruled, "DE", "EUR")).toBeNull();
  });

  it("says how it works", () => {
    expect(startingAt(option({ minDays: 1, maxDays: 3 }), "DE", "USD")).toEqual({
      ...{ id: "shp_1", name: "Post", price: money(500) },
      ...{ kind: "delivery", locationId: null, minDays: 1, maxDays: 3 },
    });
  });
});
