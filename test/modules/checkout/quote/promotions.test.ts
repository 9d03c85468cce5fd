import { describe, expect, it } from "vitest";
import { currencySchema, type Money } from "../../../../src/kernel/values/money.ts";
import type { PricingContext } from "../../../../src/modules/checkout/quote/pricing-context.ts";
import { quoteBasket } from "../../../../src/modules/checkout/quote/quote-basket.ts";
import type { Promotion } from "../../../../src/modules/promotions/promotion/schema.ts";
import { basketOf, pricingContext, usd, variantOf } from "../../../support/quote.ts";
import { candidateOf, centsOff, usdMoney } from "../../promotions/candidate.ts";

const eur = currencySchema.parse("EUR");
const euros = (amount: number): Money => ({ amount, currency: eur });
const lamp = variantOf("lamp", usdMoney(1_000), { tags: ["lamp"] });
const rug = variantOf("rug", usdMoney(500), { tags: ["rug"] });
const chair = variantOf("chair", usdMoney(2_000), { tags: ["chair"] });
/** Five lamps that cost as much as they did, and are no longer sold. */
const gone = { variantId: "gone", quantity: 5, unitAmount: 1_000 };
const two = (variantId: string, quantity = 2) => ({ variantId, quantity });

type Lines = Parameters<typeof basketOf>[0];

/** A quote of a basket with these promotions, in their order. */
function quoteOf(lines: Lines, promotions: PricingContext["promotions"], more: Partial<PricingContext> = {}) {
  const context = pricingContext({ variants: [lamp, rug, chair] });
  const quoted = quoteBasket(basketOf(lines), { ...context, promotions, ...more });
  if (!quoted.ok) throw new Error(quoted.refusal.detail);
  return quoted.value;
}

/** What actions take off a basket, and the reason of the last. */
function takes(lines: Lines, ...actions: readonly Promotion["action"][]) {
  const promotions = actions.map((action, index) => candidateOf({ id: `pro_${index}`, action }));
  const quote = quoteOf(lines, promotions, { explains: true });
  return [quote.totals.discount.amount, quote.promotions.at(-1)?.reason];
}

describe("a promotion without an amount in the currency of the basket", () => {
  it("takes nothing off", () => {
    const amounts = [euros(100)];
    const actions: readonly Promotion["action"][] = [
      { kind: "amount", on: "order", per: "order", amounts },
      { kind: "amount", on: "items", per: "item", amounts },
      { kind: "fixedPrice", amounts, selector: {} },
      { kind: "tiers", tiers: [{ min: usdMoney(1), amount: euros(100) }] },
      { kind: "tiers", tiers: [{ min: euros(1), rate: 1_000 }] },
    ];
    for (const action of actions) expect(takes([two("lamp")], action)).toEqual([0, "nothing-to-discount"]);
  });

  it("goes by the tiers that are in it", () => {
    const tiers = [
      { min: usdMoney(1_000), rate: 1_000 },
      { min: euros(2_000), rate: 5_000 },
    ];
    expect(takes([two("lamp")], { kind: "tiers", tiers })).toEqual([200, "applied"]);
  });
});

describe("what is no longer sold", () => {
  it("has nothing taken off, and does not count for a tier", () => {
    const tenPercent = { kind: "percent", on: "items", rate: 1_000 } as const;
    expect(takes([gone], tenPercent)).toEqual([0, "nothing-to-discount"]);
    expect(takes([gone, two("lamp")], { ...tenPercent, selector: { tags: ["lamp"] } })).toEqual([
      200,
      "applied",
    ]);
    const tiers: Promotion["action"] = { kind: "tiers", tiers: [{ min: usdMoney(5_000), rate: 1_000 }] };
    expect(takes([gone], tiers)).toEqual([0, "nothing-to-discount"]);
    expect(takes([gone, two("lamp", 5)], tiers)).toEqual([500, "applied"]);
  });
});

describe("units that serve a promotion", () => {
  const side = (tag: string, quantity: number) => ({ quantity, selector: { tags: [tag] } });
  const buyGet = (buy: ReturnType<typeof side>, get: ReturnType<typeof side>): Promotion["action"] => ({
    kind: "buyGet",
    buy,
    get: { ...get, rate: 10_000 },
    pick: "cheapest",
    repeat: true,
  });

  it("are those that it is about, so that others are left for the next one", () => {
    const lamps = buyGet(side("lamp", 2), side("rug", 1));
    const chairs = buyGet(side("chair", 1), side("chair", 1));
    const lines = [two("chair"), two("lamp"), two("rug", 1)];
    expect(takes(lines, lamps)).toEqual([500, "applied"]);
    expect(takes(lines, lamps, chairs)).toEqual([500 + 2_000, "applied"]);
    expect(takes(lines, lamps, lamps)).toEqual([500, "nothing-to-discount"]);
  });
});

describe("what a quote tells of promotions", () => {
  const applied = candidateOf({ id: "pro_1", action: centsOff(100) });
  const ended = { id: "pro_2", endsAt: "1970-01-01T00:00:00.000Z" };
  const unmet = { id: "pro_3", conditions: [{ kind: "subtotal", min: usdMoney(9_000) } as const] };
  const told = (promotions: PricingContext["promotions"], explains = false) =>
    quoteOf([two("lamp")], promotions, { explains }).promotions.map(({ promotion, reason }) => [
      promotion.id,
      reason,
    ]);

  it("is those that apply, and those whose code was entered", () => {
    expect(told([applied, candidateOf(ended), candidateOf(unmet)])).toEqual([["pro_1", "applied"]]);
    expect(told([candidateOf(ended, "TEN"), candidateOf(unmet, "MORE"), applied])).toEqual([
      ["pro_2", "ended"],
      ["pro_3", "condition-not-met"],
      ["pro_1", "applied"],
    ]);
  });

  it("is all of them for who asks for an explanation", () => {
    expect(told([applied, candidateOf(ended), candidateOf(unmet)], true)).toEqual([
      ["pro_1", "applied"],
      ["pro_2", "ended"],
      ["pro_3", "condition-not-met"],
    ]);
  });

  it("is told in a currency of the basket", () => {
    expect(quoteOf([two("lamp")], [applied]).promotions[0]?.amount).toEqual({ amount: 100, currency: usd });
  });
});
