import { describe, expect, it } from "vitest";
import type { Money } from "../../../../src/kernel/values/money.ts";
import { shippingTaxesOf } from "../../../../src/modules/checkout/quote/explanation.ts";
import type { PricingContext } from "../../../../src/modules/checkout/quote/pricing-context.ts";
import type { Quote } from "../../../../src/modules/checkout/quote/quote.ts";
import { quoteBasket } from "../../../../src/modules/checkout/quote/quote-basket.ts";
import { destinationPrices } from "../../../../src/modules/checkout/quote/steps/destination-prices.ts";
import { addsUp } from "../../../../src/modules/orders/index.ts";
import { zoneIdOf } from "../../../../src/modules/taxes/rules.ts";
import {
  basketOf,
  orderDiscount,
  pricingContext,
  stepsWith,
  usd,
  variantOf,
} from "../../../support/quote.ts";

const money = (amount: number): Money => ({ amount, currency: usd });
const amounts = (list: readonly { readonly amount: Money }[]) => list.map(({ amount }) => amount.amount);

/** A zone of one country with rates by category. */
const zone = (country: string, rates: Readonly<Record<string, number | readonly number[]>>) => ({
  id: zoneIdOf(country),
  name: country,
  countries: [{ country, provinces: [], postalPrefixes: [] }],
  rates: Object.entries(rates).flatMap(([category, all]) =>
    [all].flat().map((rate) => ({ name: `${country} ${rate}`, category, rate, compound: false })),
  ),
});
const zones = [
  zone("DE", { standard: 2_000, books: 1_000, bread: 0 }),
  zone("FR", { standard: 1_000 }),
  zone("CA", { standard: [500, 700], books: 500 }),
];

interface Case {
  readonly lines: readonly {
    readonly price: number;
    readonly quantity?: number;
    readonly category?: string;
  }[];
  readonly to?: string;
  readonly settings?: Partial<PricingContext["settings"]>;
  readonly shipping?: number;
  readonly taxExempt?: boolean;
  readonly discount?: number;
}

function quoted({ lines, to = "DE", settings = {}, shipping, taxExempt = false, discount }: Case): Quote {
  const quote = quoteBasket(
    basketOf(
      lines.map(({ quantity = 1 }) => ({ quantity })),
      { shippingAddress: { country: to } },
    ),
    pricingContext({
      variants: lines.map(({ price, category = "standard" }, index) =>
        variantOf(`var_${index + 1}`, money(price), { taxCategory: category }),
      ),
      settings,
      taxZones: zones,
      customer: { taxExempt },
      shippingOption:
        shipping === undefined ? null : { id: "shp_1", name: "Post", prices: [money(shipping)] },
    }),
    discount === undefined ? undefined : stepsWith(orderDiscount(money(discount)), destinationPrices),
  );
  if (!quote.ok) throw new Error(quote.refusal.detail);
  const { lines: priced, totals, pricesIncludeTax } = quote.value;
  const onShipping = amounts(shippingTaxesOf(quote.value)).reduce((sum, one) => sum + one, 0);
  expect(addsUp(priced, totals, pricesIncludeTax, onShipping)).toBe(true);
  return quote.value;
}

const taxed = { taxShipping: "category" } as const;
const included = { pricesIncludeTax: true };
const three = [{ price: 200 }, { price: 200, category: "books" }, { price: 200, category: "bread" }];

describe("the published examples of taxes", () => {
  it("100 and shipping of 500, taxed the same, cost 600 net and 720 gross", () => {
    const { totals, shippingLines } = quoted({ lines: [{ price: 100 }], shipping: 500, settings: taxed });
    expect(totals).toMatchObject({ shipping: money(500), tax: money(120), total: money(720) });
    expect(amounts(shippingLines[0]?.taxes ?? [])).toEqual([100]);
  });

  it("the same with tax in the prices are 83 and 417 net, and 600 gross", () => {
    const { lines, totals, shippingLines } = quoted({
      lines: [{ price: 100 }],
      shipping: 500,
      settings: { ...taxed, ...included },
    });
    expect(amounts(lines[0]?.taxes ?? [])).toEqual([100 - 83]);
    expect(amounts(shippingLines[0]?.taxes ?? [])).toEqual([500 - 417]);
    expect(totals.total).toEqual(money(600));
  });

  it("three lines of 200 net at 20, 10 and 0 % have taxes of 40, 20 and 0", () => {
    const { lines, totals } = quoted({ lines: three });
    expect(lines.map(({ tax }) => tax.amount)).toEqual([40, 20, 0]);
    expect(totals.total).toEqual(money(660));
  });

  it("31 times 10 without tax are 310 net and 372 gross", () => {
    const { totals } = quoted({ lines: [{ price: 10, quantity: 31 }] });
    expect(totals).toMatchObject({ subtotal: money(310), tax: money(62), total: money(372) });
  });
});

describe("the taxes of a line", () => {
  it("are those of its category", () => {
    const { lines } = quoted({ lines: three });
    expect(lines.map(({ taxes }) => taxes.map(({ name, rate }) => [name, rate]))).toEqual([
      [["DE 2000", 2_000]],
      [["DE 1000", 1_000]],
      [["DE 0", 0]],
    ]);
  });

  it("are none without a rate for its category", () => {
    const { lines } = quoted({ lines: [{ price: 200, category: "wine" }] });
    expect(lines[0]).toMatchObject({ taxes: [], tax: money(0), total: money(200) });
  });

  it("are several where several rates add up", () => {
    const { lines } = quoted({ lines: [{ price: 999 }], to: "CA" });
    expect(lines[0]?.taxes).toEqual([
      { name: "CA 500", rate: 500, amount: money(50) },
      { name: "CA 700", rate: 700, amount: money(70) },
    ]);
  });

  it("are of what discounts left", () => {
    const { lines } = quoted({ lines: [{ price: 300 }, { price: 100, category: "books" }], discount: 40 });
    expect(lines.map(({ discount, tax }) => [discount.amount, tax.amount])).toEqual([
      [30, 54],
      [10, 9],
    ]);
  });
});

describe("the taxes of shipping", () => {
  const twoThirds = [{ price: 400 }, { price: 200, category: "books" }];

  it("are none unless the shop wants them", () => {
    expect(quoted({ lines: three, shipping: 500 }).shippingLines[0]?.taxes).toEqual([]);
  });

  it("are those of the goods, in proportion to what is left of each without tax", () => {
    const settings = { taxShipping: "proportional" } as const;
    const { shippingLines, totals } = quoted({ lines: twoThirds, shipping: 500, settings });
    expect(shippingLines[0]?.taxes).toEqual([
      { name: "DE 2000", rate: 2_000, amount: money(67) },
      { name: "DE 1000", rate: 1_000, amount: money(17) },
    ]);
    expect(totals.tax).toEqual(money(80 + 20 + 67 + 17));
  });

  it("are taken out of each part, if prices include them", () => {
    const settings = { ...included, taxShipping: "proportional" } as const;
    const lines = [{ price: 480 }, { price: 220, category: "books" }];
    const { shippingLines } = quoted({ lines, shipping: 500, settings });
    // 400 and 200 net: 333 at 20 %, and 167 at 10 %.
    expect(amounts(shippingLines[0]?.taxes ?? [])).toEqual([333 - 278, 167 - 152]);
  });

  it("leave out the part of goods that are not taxed", () => {
    const settings = { taxShipping: "proportional" } as const;
    const lines = [{ price: 200 }, { price: 200, category: "wine" }];
    expect(amounts(quoted({ lines, shipping: 500, settings }).shippingLines[0]?.taxes ?? [])).toEqual([50]);
  });

  it("have one amount for each name and rate", () => {
    const settings = { taxShipping: "proportional" } as const;
    const lines = [{ price: 100 }, { price: 100, category: "books" }];
    const { shippingLines } = quoted({ lines, to: "CA", shipping: 1_000, settings });
    expect(shippingLines[0]?.taxes).toEqual([
      { name: "CA 500", rate: 500, amount: money(50) },
      { name: "CA 700", rate: 700, amount: money(35) },
    ]);
  });

  it("of goods that cost nothing are those of its own category", () => {
    const settings = { taxShipping: "proportional" } as const;
    const lines = [{ price: 0 }, { price: 0, category: "books" }];
    expect(amounts(quoted({ lines, shipping: 500, settings }).shippingLines[0]?.taxes ?? [])).toEqual([100]);
  });
});

describe("goods that go elsewhere than home", () => {
  const home = { ...included, homeCountry: "DE" };
  const net = { ...home, priceStays: "net" } as const;

  it("cost the same by default", () => {
    const { lines, totals } = quoted({ lines: [{ price: 1_200 }], to: "FR", settings: home });
    expect(lines[0]).toMatchObject({ unitPrice: money(1_200), tax: money(109) });
    expect(totals.total).toEqual(money(1_200));
  });

  it("cost the same net, if the shop wants that: each unit's taxes are exchanged", () => {
    const { lines, totals } = quoted({ lines: [{ price: 1_200, quantity: 3 }], to: "FR", settings: net });
    expect(lines[0]).toMatchObject({ unitPrice: money(1_100), subtotal: money(3_300), tax: money(300) });
    expect(totals.total).toEqual(money(3_300));
  });

  it("cost the net where nothing is taxed", () => {
    const { lines, totals } = quoted({ lines: [{ price: 1_200 }], to: "US", settings: net });
    expect(lines[0]).toMatchObject({ unitPrice: money(1_000), tax: money(0) });
    expect(totals.total).toEqual(money(1_000));
  });

  it("are rounded as a net price, and as a gross one", () => {
    // 1.67 net, rounded 2, and 2.24 with the taxes of there.
    const { lines } = quoted({ lines: [{ price: 2 }], to: "CA", settings: net });
    expect(lines[0]).toMatchObject({ unitPrice: money(2) });
  });

  it("keep the rate of their category", () => {
    const { lines } = quoted({ lines: [{ price: 1_100, category: "books" }], to: "CA", settings: net });
    expect(lines[0]).toMatchObject({ unitPrice: money(1_050), tax: money(50) });
  });

  it("cost the same at home, and wherever prices are without tax", () => {
    expect(quoted({ lines: [{ price: 1_200 }], settings: net }).totals.total).toEqual(money(1_200));
    const without = { ...net, pricesIncludeTax: false };
    const { lines } = quoted({ lines: [{ price: 1_200 }], to: "FR", settings: without });
    expect(lines[0]).toMatchObject({ unitPrice: money(1_200), tax: money(120) });
  });

  it("are discounted after that", () => {
    const { totals } = quoted({ lines: [{ price: 1_200 }], to: "FR", settings: net, discount: 110 });
    expect(totals).toMatchObject({ subtotal: money(1_100), discount: money(110), tax: money(90) });
  });
});

describe("a customer who is exempt from taxes", () => {
  const shipped = { lines: [{ price: 1_200 }], shipping: 600, taxExempt: true };

  it("pays prices without tax as they are", () => {
    const { totals } = quoted({ ...shipped, settings: taxed });
    expect(totals).toMatchObject({ tax: money(0), total: money(1_800) });
  });

  it("pays net prices where prices include tax, of goods and of shipping", () => {
    const { lines, totals } = quoted({ ...shipped, settings: { ...taxed, ...included } });
    expect(lines[0]).toMatchObject({ unitPrice: money(1_000), taxes: [] });
    expect(totals).toMatchObject({ shipping: money(500), tax: money(0), total: money(1_500) });
  });

  it("pays the shipping as it is, if nobody pays a tax on it", () => {
    expect(quoted({ ...shipped, settings: included }).totals.shipping).toEqual(money(600));
  });

  it.each([
    ["those of there, if what shoppers pay stays", "gross", 1_091],
    ["those of home, if what the shop gets stays", "net", 1_000],
  ] as const)("is spared the taxes that would be in the price abroad: %s", (_, priceStays, total) => {
    const settings = { ...included, homeCountry: "DE", priceStays };
    const { totals } = quoted({ lines: [{ price: 1_200 }], to: "FR", taxExempt: true, settings });
    expect(totals).toMatchObject({ tax: money(0), total: money(total) });
  });

  it("is spared the taxes in shipping part by part, where goods decide them", () => {
    const settings = { ...included, taxShipping: "proportional" } as const;
    const lines = [{ price: 1_200 }, { price: 1_100, category: "books" }];
    const { totals } = quoted({ lines, shipping: 500, taxExempt: true, settings });
    // 1000 and 1000 net: 250 at 20 %, and 250 at 10 %.
    expect(totals).toMatchObject({ shipping: money(208 + 227), tax: money(0) });
  });
});
