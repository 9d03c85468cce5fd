import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencySchema, type Money } from "../../../src/kernel/values/money.ts";
import { grossOf, netOf, taxesIn, taxesOn } from "../../../src/modules/taxes/calculation/rate-rules.ts";

const usd = currencySchema.parse("USD");
const money = (amount: number): Money => ({ amount, currency: usd });
const rate = (basisPoints: number, compound = false) => ({
  name: `${basisPoints}`,
  category: "standard",
  rate: basisPoints,
  compound,
});
const amountsOf = (taxes: ReturnType<typeof taxesOn>) => taxes.map(({ amount }) => amount.amount);

describe("taxes on a net amount", () => {
  it.each([
    ["one rate", 1_000, [rate(2_000)], [200]],
    ["rates that add up, each on the same net", 1_000, [rate(500), rate(998)], [50, 100]],
    ["a compound rate, also on the taxes before it", 1_000, [rate(500), rate(1_000, true)], [50, 105]],
    [
      "two compound rates, in order",
      1_000,
      [rate(1_000), rate(1_000, true), rate(1_000, true)],
      [100, 110, 121],
    ],
    [
      "a rate that adds up after a compound one, on the net alone",
      1_000,
      [rate(1_000, true), rate(500)],
      [100, 50],
    ],
    ["a half, away from zero", 250, [rate(100), rate(300)], [3, 8]],
    ["a rate of zero", 1_000, [rate(0)], [0]],
    ["no rate", 1_000, [], []],
  ])("%s", (_, net, rates, expected) => {
    expect(amountsOf(taxesOn(money(net), rates))).toEqual(expected);
  });
});

describe("taxes in a gross amount", () => {
  it.each([
    ["one rate", 1_200, [rate(2_000)], 1_000, [200]],
    ["rates that add up are taken out together", 1_150, [rate(500), rate(1_000)], 1_000, [50, 100]],
    [
      "what is taken out is split by largest remainder",
      100,
      [rate(500), rate(500), rate(500)],
      87,
      [5, 4, 4],
    ],
    [
      "a compound rate weighs as much as it would be",
      1_155,
      [rate(500), rate(1_000, true)],
      1_000,
      [50, 105],
    ],
    ["no rate", 1_000, [], 1_000, []],
  ])("%s", (_, gross, rates, net, expected) => {
    expect(netOf(money(gross), rates)).toEqual(money(net));
    expect(amountsOf(taxesIn(money(gross), rates))).toEqual(expected);
  });

  it("sum with the net to the gross, whatever the rates", () => {
    const rates = fc.array(
      fc
        .record({ basisPoints: fc.nat(10_000), compound: fc.boolean() })
        .map((one) => rate(one.basisPoints, one.compound)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.nat(1_000_000_000_000), rates, (gross, all) => {
        const taxes = amountsOf(taxesIn(money(gross), all)).reduce((sum, one) => sum + one, 0);
        const net = netOf(money(gross), all).amount;
        expect(net + taxes).toBe(gross);
        expect(net).toBeGreaterThanOrEqual(0);
        // The net is at most half a unit off, which is that much with its taxes.
        expect(Math.abs(grossOf(money(net), all).amount - gross)).toBeLessThanOrEqual(2 ** all.length);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
