import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AmountTooLarge, minus } from "../../../../src/kernel/values/arithmetic.ts";
import { currencySchema, type Money } from "../../../../src/kernel/values/money.ts";
import type { Quote } from "../../../../src/modules/checkout/quote/quote.ts";
import { addsUp, lineAmounts } from "../../../../src/modules/orders/index.ts";
import { type Example, quoteExample } from "../../../support/quote.ts";

const currencies = ["JPY", "USD", "KWD"].map((code) => currencySchema.parse(code));
const [jpy, usd] = currencies as [Money["currency"], Money["currency"]];
const money = (amount: number, currency = usd): Money => ({ amount, currency });

function quoted(example: Example): Quote {
  const result = quoteExample(example);
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value;
}

/** Carts of up to twelve lines, in any currency and tax mode, with a discount of up to everything. */
const baskets = fc
  .record({
    currency: fc.constantFrom(...currencies),
    lines: fc.array(
      fc.record({
        unit: fc.oneof(fc.nat(5_000), fc.nat(100_000_000)),
        quantity: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9_999 })),
      }),
      { minLength: 1, maxLength: 12 },
    ),
    taken: fc.double({ min: 0, max: 1, noNaN: true }),
    shipping: fc.nat(100_000),
    rate: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10_000 })),
    pricesIncludeTax: fc.boolean(),
  })
  .map(({ currency, lines, taken, shipping, rate, pricesIncludeTax }): Example => {
    const whole = lines.reduce((sum, { unit, quantity }) => sum + unit * quantity, 0);
    return {
      currency,
      lines: lines.map(({ unit, quantity }) => ({ unitPrice: money(unit, currency), quantity })),
      discount: money(Math.floor(whole * taken), currency),
      shipping: money(shipping, currency),
      tax: { rate, pricesIncludeTax },
    };
  });

const sum = (amounts: readonly Money[]) => amounts.reduce((total, { amount }) => total + amount, 0);

describe("ten thousand carts", { timeout: 60_000 }, () => {
  it("add up to the unit: lines − discounts + shipping (+ tax where prices are without) = total", () => {
    fc.assert(
      fc.property(baskets, (basket) => {
        const { lines, totals } = quoted(basket);
        const tax = basket.tax.pricesIncludeTax ? 0 : sum(lines.map((line) => line.tax));
        expect(
          sum(lines.map(({ subtotal }) => subtotal)) -
            sum(lines.map(({ discount }) => discount)) +
            basket.shipping.amount +
            tax,
        ).toBe(totals.total.amount);
        expect(sum(lines.map(({ total }) => total)) + basket.shipping.amount).toBe(totals.total.amount);
        expect(totals.discount).toEqual(basket.discount);
        expect(addsUp(lines, totals, basket.tax.pricesIncludeTax)).toBe(true);
      }),
      { seed: 1, numRuns: 10_000 },
    );
  });

  it("take off no line more than it has, and no unit more than its fair share", () => {
    fc.assert(
      fc.property(baskets, (basket) => {
        const { lines, totals } = quoted(basket);
        for (const { subtotal, discount, tax, total } of lines) {
          const fair = (subtotal.amount * totals.discount.amount) / Math.max(1, totals.subtotal.amount);
          expect(Math.abs(discount.amount - fair)).toBeLessThan(1 + fair * 1e-9);
          expect(discount.amount).toBeLessThanOrEqual(subtotal.amount);
          expect(tax.amount).toBeGreaterThanOrEqual(0);
          expect(tax.amount).toBeLessThanOrEqual(total.amount);
        }
      }),
      { seed: 2, numRuns: 1_000 },
    );
  });
});

describe("what adds up", () => {
  const basket: Example = {
    currency: usd,
    lines: [
      { unitPrice: money(123), quantity: 3 },
      { unitPrice: money(1_999), quantity: 1 },
    ],
    discount: money(100),
    shipping: money(500),
    tax: { rate: 2_000, pricesIncludeTax: false },
  };

  it("no longer does when any one amount is a unit off", () => {
    const { lines, totals } = quoted(basket);
    const sound = { lines: lines.map((line) => lineAmounts.parse(line)), totals };
    const places = [
      ...sound.lines.flatMap((line, index) => Object.keys(line).map((field) => [index, field] as const)),
      ...Object.keys(totals).map((field) => [null, field] as const),
    ];
    for (const [line, field] of places) {
      const broken = structuredClone(sound);
      const part = line === null ? broken.totals : broken.lines[line];
      Object.assign(Object(part)[field], { amount: Object(part)[field].amount + 1 });
      expect(addsUp(broken.lines, broken.totals, false), `${line} ${field}`).toBe(false);
    }
    expect(addsUp(sound.lines, totals, false)).toBe(true);
  });

  it("is nothing at all for an empty cart", () => {
    const { totals } = quoted({ ...basket, lines: [], discount: money(0), shipping: money(0) });
    expect(Object.values(totals)).toEqual(Object.values(totals).map(() => money(0)));
  });
});

describe("amounts that would not be exact", () => {
  const dearest = { unitPrice: money(1_000_000_000_000, jpy), quantity: 9_000 };
  const tax = { rate: 0, pricesIncludeTax: false };

  it("are refused beyond 9,000,000,000,000,000, and that very amount is not", () => {
    const most: Example = { currency: jpy, lines: [dearest], shipping: money(0, jpy), tax };
    expect(quoted(most).totals.total.amount).toBe(9_000_000_000_000_000);
    for (const beyond of [
      { ...most, shipping: money(1, jpy) },
      { ...most, lines: [dearest, { unitPrice: money(1, jpy), quantity: 1 }] },
      { ...most, lines: [{ ...dearest, quantity: 9_999 }] },
      { ...most, tax: { rate: 1, pricesIncludeTax: false } },
    ])
      expect(quoteExample(beyond)).toMatchObject({ ok: false, refusal: { code: "too-large" } });
  });
});

describe("a difference that would not be exact", () => {
  const most = money(9_000_000_000_000_000, jpy);

  it("is refused below −9,000,000,000,000,000, and that very amount is not", () => {
    expect(minus(money(0, jpy), most)).toEqual(money(-9_000_000_000_000_000, jpy));
    expect(() => minus(money(-1, jpy), most)).toThrow(AmountTooLarge);
  });
});

describe("a defect upstream", () => {
  const basket: Example = {
    currency: usd,
    lines: [{ unitPrice: money(100), quantity: 1 }],
    shipping: money(0),
    tax: { rate: 0, pricesIncludeTax: false },
  };

  it("is not computed with: another currency, or a discount above what there is", () => {
    expect(() => quoteExample({ ...basket, lines: [{ unitPrice: money(100, jpy), quantity: 1 }] })).toThrow();
    expect(() => quoteExample({ ...basket, discount: money(101) })).toThrow();
    expect(() => quoteExample({ ...basket, discount: money(-1) })).toThrow();
  });
});
