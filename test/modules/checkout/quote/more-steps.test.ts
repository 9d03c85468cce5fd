import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fractionOf } from "../../../../src/kernel/values/arithmetic.ts";
import type { Money } from "../../../../src/kernel/values/money.ts";
import { adjust, adjustAcross } from "../../../../src/modules/checkout/quote/adjustments.ts";
import { remainderOf } from "../../../../src/modules/checkout/quote/amounts.ts";
import type { Quote, QuoteStep } from "../../../../src/modules/checkout/quote/quote.ts";
import { quoteBasket } from "../../../../src/modules/checkout/quote/quote-basket.ts";
import { shippingOptionOf } from "../../../../src/modules/checkout/quote/shipping.ts";
import { shippingPrice } from "../../../../src/modules/checkout/quote/steps/shipping-price.ts";
import { unitPrices } from "../../../../src/modules/checkout/quote/steps/unit-prices.ts";
import { quoteSteps } from "../../../../src/modules/checkout/quote/steps.ts";
import { addsUp } from "../../../../src/modules/orders/index.ts";
import {
  basketOf,
  orderDiscount,
  pricingContext,
  stepsWith,
  usd,
  variantOf,
} from "../../../support/quote.ts";

const money = (amount: number): Money => ({ amount, currency: usd });

/** A promotion: a tenth off every line that costs at least 1000. */
const tenthOff: QuoteStep = {
  name: "tenth-off",
  apply(quote) {
    const reason = { source: { kind: "promotion", id: "promo_1" }, code: "TENTH", label: "10 % off" };
    const lines = quote.lines.map((line) => {
      const left = remainderOf(line);
      return left.amount < 1_000 ? line : adjust(line, reason, fractionOf(left, 1, 10));
    });
    return { ...quote, lines };
  },
};

/** Another one: free shipping. */
const freeShipping: QuoteStep = {
  name: "free-shipping",
  apply(quote) {
    const reason = { source: { kind: "promotion", id: "promo_2" }, code: null, label: "Free shipping" };
    const shippingLines = quote.shippingLines.map((line) => adjust(line, reason, remainderOf(line)));
    return { ...quote, shippingLines };
  },
};

function quoteWith(
  steps: readonly QuoteStep[],
  lines: readonly { readonly amount: number; readonly quantity: number }[],
  settings = { pricesIncludeTax: false, rate: 2_000 },
): Quote {
  const variants = lines.map(({ amount }, index) => variantOf(`var_${index + 1}`, money(amount)));
  const quote = quoteBasket(
    basketOf(
      lines.map(({ quantity }) => ({ quantity })),
      { shippingAddress: { country: "DE" } },
    ),
    pricingContext({
      variants,
      settings: { ...settings, taxRates: [{ country: "DE", rate: settings.rate }] },
      shippingOption: { id: "shp_1", name: "Post", prices: [money(500)] },
    }),
    steps,
  );
  if (!quote.ok) throw new Error(quote.refusal.detail);
  return quote.value;
}

const ofTwo = [
  { amount: 1_999, quantity: 1 },
  { amount: 300, quantity: 3 },
];

describe("one more step in the list", () => {
  it("reaches lines, taxes and totals without any other change", () => {
    const { lines, totals } = quoteWith(stepsWith(tenthOff, unitPrices), ofTwo);
    expect(lines.map(({ subtotal, discount, tax, total }) => [subtotal, discount, tax, total])).toEqual([
      [money(1_999), money(200), money(360), money(2_159)],
      [money(900), money(0), money(180), money(1_080)],
    ]);
    expect(lines[0]?.adjustments).toEqual([
      {
        source: { kind: "promotion", id: "promo_1" },
        code: "TENTH",
        label: "10 % off",
        amount: money(200),
        allocation: "each",
      },
    ]);
    expect(totals).toMatchObject({ discount: money(200), tax: money(540), total: money(3_739) });
    expect(addsUp(lines, totals, false)).toBe(true);
  });

  it("works on what the steps before it left", () => {
    const steps = quoteSteps.toSpliced(1, 0, tenthOff, tenthOff);
    const [line] = quoteWith(steps, ofTwo).lines;
    expect(line?.adjustments.map(({ amount }) => amount)).toEqual([money(200), money(180)]);
    expect(line?.discount).toEqual(money(380));
  });

  it("reduces shipping without touching lines", () => {
    const quote = quoteWith(stepsWith(freeShipping, shippingPrice), ofTwo);
    const { shippingLines, totals, lines } = quote;
    expect(shippingLines[0]).toMatchObject({ subtotal: money(500), adjustments: [{ amount: money(500) }] });
    expect(totals).toMatchObject({ shipping: money(0), discount: money(0) });
    expect(addsUp(lines, totals, false)).toBe(true);
    // An order stores the option at the price that its total contains.
    expect(shippingOptionOf(quote)?.price).toEqual(totals.shipping);
  });

  it("still adds up, wherever it stands before the taxes, whatever the basket", () => {
    const amounts = fc.record({ amount: fc.nat(50_000), quantity: fc.integer({ min: 1, max: 99 }) });
    const settings = fc.record({ pricesIncludeTax: fc.boolean(), rate: fc.nat(10_000) });
    const steps = fc.shuffledSubarray([tenthOff, tenthOff, orderDiscount(money(7))], { minLength: 1 });
    fc.assert(
      fc.property(
        fc.array(amounts, { minLength: 1, maxLength: 6 }),
        settings,
        steps,
        fc.boolean(),
        (lines, prices, more, last) => {
          fc.pre(lines.some(({ amount }) => amount > 10));
          const list = quoteSteps.toSpliced(last ? 2 : 1, 0, ...more).toSpliced(-1, 0, freeShipping);
          const quote = quoteWith(list, lines, prices);
          expect(addsUp(quote.lines, quote.totals, prices.pricesIncludeTax)).toBe(true);
          expect(quote.totals.shipping).toEqual(money(0));
          for (const line of quote.lines) expect(remainderOf(line).amount).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe("an adjustment", () => {
  const reason = { source: { kind: "promotion", id: "promo_1" }, code: null, label: "Off" };
  const { lines } = quoteWith(quoteSteps, [
    { amount: 1_000, quantity: 1 },
    { amount: 0, quantity: 1 },
    { amount: 1_000, quantity: 2 },
  ]);

  it("is split across lines by their remaining amounts; a line with nothing left gets none", () => {
    const adjusted = adjustAcross(lines, reason, money(100));
    expect(adjusted.map(({ adjustments }) => adjustments.map(({ amount }) => amount))).toEqual([
      [money(33)],
      [],
      [money(67)],
    ]);
    expect(adjusted[0]?.adjustments[0]?.allocation).toBe("across");
  });

  it("of more than is left, or of less than nothing, is a defect", () => {
    const [first] = lines;
    if (first === undefined) throw new Error("three lines");
    expect(adjust(first, reason, money(1_000)).adjustments).toHaveLength(1);
    expect(adjust(first, reason, money(0)).adjustments).toHaveLength(1);
    expect(() => adjust(first, reason, money(1_001))).toThrow();
    expect(() => adjust(first, reason, money(-1))).toThrow();
    expect(() => adjustAcross(lines, reason, money(3_001))).toThrow();
    expect(() => adjustAcross(lines, reason, money(-1))).toThrow();
    // With nothing left to split by, it would be lost without a word.
    expect(() => adjustAcross(lines.slice(1, 2), reason, money(1))).toThrow();
    expect(adjustAcross(lines, reason, money(3_000)).map((line) => remainderOf(line).amount)).toEqual([
      0, 0, 0,
    ]);
    expect(() => adjust(adjust(first, reason, money(600)), reason, money(401))).toThrow();
  });

  it("that a step adds behind the helpers' back is a defect as well", () => {
    const greedy: QuoteStep = {
      name: "greedy",
      apply: (quote) => ({
        ...quote,
        lines: quote.lines.map((line) => ({
          ...line,
          adjustments: [{ ...reason, amount: money(2_000), allocation: "each" as const }],
        })),
      }),
    };
    expect(() => quoteWith(stepsWith(greedy, unitPrices), ofTwo)).toThrow();
  });
});
