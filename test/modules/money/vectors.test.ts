import { describe, expect, it } from "vitest";
import { reason } from "../../support/money/format/expectation.ts";
import { contradictionsOf } from "../../support/money/invariants.ts";
import { priceBasket } from "../../support/money/oracle/price-basket.ts";
import { readVectors } from "../../support/money/vector.ts";

const vectors = readVectors();

describe("the published vectors of money", () => {
  it.each(vectors.map((one) => ({ ...one, name: `${one.file}: ${one.title}` })))("$name", (example) => {
    expect(priceBasket(example.given, example.basket)).toEqual(example.expect);
    expect(contradictionsOf(example.given, example.expect)).toEqual([]);
  });

  it("have titles of their own", () => {
    const titles = vectors.map(({ file, title }) => `${file}: ${title}`);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThanOrEqual(80);
  });

  it("have every action, condition and reason, and currencies of no, two and three decimals", () => {
    const promotions = vectors.flatMap(({ given }) => given.promotions ?? []);
    expect(new Set(promotions.map(({ action }) => action.kind))).toEqual(
      new Set(["percent", "amount", "fixedPrice", "buyGet", "freeShipping", "tiers"]),
    );
    expect(new Set(promotions.flatMap(({ conditions }) => conditions.map(({ kind }) => kind)))).toEqual(
      new Set(["subtotal", "quantity", "contains", "country", "customerGroup", "firstOrder", "weekday"]),
    );
    const reasons = vectors.flatMap((one) => one.expect.promotions.map((promotion) => promotion.reason));
    expect(new Set(reasons)).toEqual(new Set(reason.options));
    expect(new Set(vectors.map(({ basket }) => basket.currency))).toEqual(
      new Set(["USD", "EUR", "JPY", "KWD"]),
    );
  });
});
