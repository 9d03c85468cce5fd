import { describe, expect, it } from "vitest";
import { basket as basketFormat, shop as shopFormat } from "../../support/money/format/shop.ts";
import { contradictionsOf } from "../../support/money/invariants.ts";
import { priceBasket } from "../../support/money/oracle/price-basket.ts";
import { randomExample } from "../../support/money/random.ts";
import { type Example, shrink } from "../../support/money/shrink.ts";

const examples = Array.from({ length: 300 }, (_, index) => ({
  seed: index + 1,
  ...randomExample(index + 1),
}));
const priced = examples.map((example) => ({
  ...example,
  expect: priceBasket(example.given, example.basket),
}));

describe("baskets at random", () => {
  it("have the format of the vectors", () => {
    for (const { seed, given, basket } of examples) {
      expect(shopFormat.safeParse(given).error, `seed ${seed}`).toBeUndefined();
      expect(basketFormat.safeParse(basket).error, `seed ${seed}`).toBeUndefined();
    }
  });

  it("are the same for the same seed", () => {
    expect(randomExample(7)).toEqual(randomExample(7));
    expect(randomExample(7)).not.toEqual(randomExample(8));
  });

  it("add up in the oracle, and nothing of them is below zero", () => {
    for (const one of priced) expect(contradictionsOf(one.given, one.expect), `seed ${one.seed}`).toEqual([]);
  });

  it("bring up every kind of action, and every reason that a new shop can have", () => {
    const applied = priced.flatMap(({ given, expect: { promotions } }) =>
      (given.promotions ?? []).filter(({ id }) => promotions.some((one) => one.id === id && one.applied)),
    );
    expect(new Set(applied.map(({ action }) => action.kind)).size).toBe(6);
    const reasons = new Set(priced.flatMap((one) => one.expect.promotions.map(({ reason }) => reason)));
    // Nothing was used up yet.
    expect(reasons.size).toBe(10);
    const stages = new Set(priced.flatMap((one) => one.expect.adjustments.map(({ target }) => target)));
    expect(stages.size).toBe(2);
  });
});

describe("a random basket that fails", () => {
  it("is shown without what its failure does not need", () => {
    // As if an implementation could not do what this asks for.
    const fails = (example: Example) =>
      priceBasket(example.given, example.basket).promotions.some(({ id, applied }) => {
        const promotion = example.given.promotions?.find((one) => one.id === id);
        return applied && promotion?.action.kind === "buyGet";
      });
    const failing = examples.find(fails);
    if (failing === undefined) throw new Error("none has a buyGet that applies");
    const { given, basket } = shrink(failing, fails);
    expect(fails({ given, basket })).toBe(true);
    expect(given.promotions).toHaveLength(1);
    expect(given.taxZones ?? given.shippingOptions).toBeUndefined();
    expect(Object.keys(basket)).toEqual(["currency", "items", "at"]);
  });
});
