import fc from "fast-check";
import { expect, it } from "vitest";
import type {
  BasePrice,
  ListedPrice,
  PricedVariant,
  PriceQuestion,
} from "../../../src/modules/pricing/selection/prices.ts";
import { explainPrice, selectPrice } from "../../../src/modules/pricing/selection/selection-rules.ts";

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const amount = fc.integer({ min: 0, max: 5 });
const small = fc.integer({ min: 1, max: 4 });
const rule = maybe(fc.subarray(["a", "b", "c"]));

const listed: fc.Arbitrary<ListedPrice> = fc.record({
  amount,
  minQuantity: maybe(small),
  maxQuantity: maybe(small),
  list: fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom("sale" as const, "override" as const),
    status: fc.constantFrom("active" as const, "draft" as const),
    startsAt: maybe(small),
    endsAt: maybe(small),
    priority: fc.integer({ min: 0, max: 2 }),
    rules: fc.record({ countries: rule, customerGroups: rule }),
  }),
});
const base: fc.Arbitrary<BasePrice[]> = fc.constantFrom(
  [],
  [{ amount: 3, compareAtAmount: null, minQuantity: null, maxQuantity: null }],
  [
    { amount: 3, compareAtAmount: 4, minQuantity: null, maxQuantity: 2 },
    { amount: 2, compareAtAmount: null, minQuantity: 3, maxQuantity: null },
  ],
);
const question: fc.Arbitrary<PriceQuestion> = fc.record({
  country: maybe(fc.constantFrom("a", "b", "d")),
  groups: fc.subarray(["a", "b", "d"]),
  quantity: small,
  now: small,
});

it("selects what a filter of all prices, step by step, would select", () => {
  fc.assert(
    fc.property(base, fc.array(listed, { maxLength: 12 }), question, (base, listed, question) => {
      const variant = { variantId: "var_1", base, listed };
      expect(selectPrice(variant, question)?.amount ?? null).toBe(naive(variant, question));
    }),
  );
});

it("explains every price, and chooses exactly the selected one", () => {
  fc.assert(
    fc.property(base, fc.array(listed, { maxLength: 12 }), question, (base, listed, question) => {
      const variant = { variantId: "var_1", base, listed };
      const candidates = explainPrice(variant, question);
      const selected = selectPrice(variant, question);
      expect(candidates).toHaveLength(base.length + listed.length);
      const chosen = candidates.filter((one) => one.chosen);
      expect(chosen.map(({ source, amount }) => ({ source, amount }))).toEqual(
        selected === null ? [] : [{ source: selected.source, amount: selected.amount }],
      );
    }),
  );
});

/** The design's sentences, one after the other. */
function naive({ base, listed }: PricedVariant, { country, groups, quantity, now }: PriceQuestion) {
  const within = (one: BasePrice | ListedPrice) =>
    (one.minQuantity === null || one.minQuantity <= quantity) &&
    (one.maxQuantity === null || quantity <= one.maxQuantity);
  const matching = listed
    .filter(({ list }) => list.status === "active")
    .filter(({ list }) => list.startsAt === null || list.startsAt <= now)
    .filter(({ list }) => list.endsAt === null || now < list.endsAt)
    .filter(
      ({ list: { rules } }) => rules.countries === null || rules.countries.some((one) => one === country),
    )
    .filter(
      ({ list: { rules } }) =>
        rules.customerGroups === null || rules.customerGroups.some((one) => groups.includes(one)),
    )
    .filter(within);
  let found = base.filter(within).map((one) => one.amount)[0] ?? null;
  const kinds = ({ list: { rules } }: ListedPrice) =>
    [rules.countries, rules.customerGroups].filter((one) => one !== null).length;
  const bestOf = (kind: "override" | "sale") => {
    let left = matching.filter(({ list }) => list.kind === kind);
    const most = Math.max(...left.map(kinds));
    left = left.filter((one) => kinds(one) === most);
    const highest = Math.max(...left.map(({ list }) => list.priority));
    left = left.filter(({ list }) => list.priority === highest);
    return left.length === 0 ? null : Math.min(...left.map((one) => one.amount));
  };
  found = bestOf("override") ?? found;
  const best = bestOf("sale");
  if (best === null) return found;
  return found === null || best < found ? best : found;
}
