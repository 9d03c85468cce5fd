import { describe, expect, it } from "vitest";
import { namesGroups } from "../../../../src/modules/promotions/promotion/groups.ts";
import type { Promotion } from "../../../../src/modules/promotions/promotion/schema.ts";
import type { Subject } from "../../../../src/modules/promotions/promotion/selector.ts";
import {
  type BasketSubjects,
  keysOfBasket,
  requirementOf,
} from "../../../../src/modules/promotions/relevance/requirement.ts";
import { promotionOf, usdMoney as usd } from "../candidate.ts";

type Condition = Promotion["conditions"][number];
type Action = Promotion["action"];

const tags = (...tags: string[]) => ({ tags });
const percentOf = (on: "items" | "order" | "shipping", selector?: object): Action =>
  ({ kind: "percent", on, rate: 1_000, ...(selector && { selector }) }) as Action;
const buyGet = (buy?: object, get?: object) =>
  ({
    kind: "buyGet",
    buy: { quantity: 1, ...(buy && { selector: buy }) },
    get: { quantity: 1, rate: 10_000, ...(get && { selector: get }) },
    pick: "cheapest",
    repeat: true,
  }) as Action;
const fixed = (selector: object) => ({ kind: "fixedPrice", amounts: [usd(500)], selector }) as Action;
const tiers: Action = { kind: "tiers", tiers: [{ min: usd(1), rate: 500 }] };

const lamp: Subject = {
  productId: "prod_1",
  variantId: "var_1",
  vendor: "Acme",
  tags: ["new"],
  groups: ["col_1"],
};

/** Whether a basket could use a promotion, as far as what it names tells. */
function couldUse(promotion: Pick<Promotion, "conditions" | "action">, basket: Partial<BasketSubjects> = {}) {
  const required = requirementOf(promotion);
  const keys = keysOfBasket({ subjects: [lamp], customerGroups: [], country: null, ...basket });
  return required === null ? "any" : [...required].some((key) => keys.has(key));
}
const withCondition = (condition: object, action: Action = percentOf("order")) => ({
  conditions: [condition as Condition],
  action,
});
const withAction = (action: Action) => ({ conditions: [], action });

describe("a promotion", () => {
  it("that names nothing might apply to any basket", () => {
    for (const action of [
      percentOf("order"),
      percentOf("items"),
      buyGet(),
      { kind: "freeShipping" } as const,
      tiers,
    ])
      expect(couldUse(withAction(action))).toBe("any");
    for (const condition of [
      { kind: "subtotal", min: usd(1) },
      { kind: "firstOrder" },
      { kind: "weekday", in: [1], timeZone: "UTC" },
      { kind: "quantity", min: 2 },
    ])
      expect(couldUse(withCondition(condition))).toBe("any");
  });

  it.each([
    ["a product", { products: ["prod_1"] }, { products: ["prod_2"] }],
    ["a variant", { variants: ["var_1"] }, { variants: ["var_2"] }],
    ["a vendor", { vendors: ["Acme"] }, { vendors: ["Other"] }],
    ["a tag", tags("old", "new"), tags("old")],
    ["a collection", { collections: ["col_1"] }, { collections: ["col_2"] }],
    ["a category", { categories: ["col_1"] }, { categories: ["col_2"] }],
  ])("that takes from %s needs it in the basket", (_, present, absent) => {
    expect(couldUse(withAction(percentOf("items", present)))).toBe(true);
    expect(couldUse(withAction(percentOf("items", absent)))).toBe(false);
    expect(couldUse(withAction(fixed(present)))).toBe(true);
    expect(couldUse(withAction(fixed(absent)))).toBe(false);
    expect(couldUse(withCondition({ kind: "contains", selector: present }))).toBe(true);
    expect(couldUse(withCondition({ kind: "contains", selector: absent }))).toBe(false);
    expect(couldUse(withCondition({ kind: "quantity", min: 1, selector: absent }))).toBe(false);
  });

  it("of shipping needs nothing of what a selector names, which means nothing there", () => {
    expect(couldUse(withAction(percentOf("shipping", tags("old"))))).toBe("any");
  });

  it("that gives something for something else needs what is given, or else what is bought", () => {
    expect(couldUse(withAction(buyGet(tags("new"), tags("old"))))).toBe(false);
    expect(couldUse(withAction(buyGet(tags("old"), tags("new"))))).toBe(true);
    expect(couldUse(withAction(buyGet(tags("old"))))).toBe(false);
  });

  it("needs what its first condition that names something names", () => {
    const both = (first: object, second: object) => ({
      conditions: [{ kind: "firstOrder" }, first, second] as Condition[],
      action: percentOf("items", tags("old")),
    });
    const contains = (selector: object) => ({ kind: "contains", selector });
    expect(couldUse(both(contains(tags("new")), contains(tags("old"))))).toBe(true);
    expect(couldUse(both(contains(tags("old")), contains(tags("new"))))).toBe(false);
  });

  it("for groups of customers needs a customer of one", () => {
    const promotion = withCondition({ kind: "customerGroup", in: ["wholesale", "staff"] });
    expect(couldUse(promotion, { customerGroups: ["guests", "staff"] })).toBe(true);
    expect(couldUse(promotion, { customerGroups: ["guests"] })).toBe(false);
  });

  it("for countries needs one of them, unless that may still change before the basket is priced", () => {
    const promotion = withCondition({ kind: "country", in: ["DE", "FR"] });
    expect(couldUse(promotion, { country: "FR" })).toBe(true);
    expect(couldUse(promotion, { country: "GB" })).toBe(false);
    expect(couldUse(promotion, { country: null })).toBe(false);
    expect(couldUse(promotion, { country: undefined })).toBe(true);
    const second = {
      ...promotion,
      conditions: [{ kind: "firstOrder" } as Condition, ...promotion.conditions],
    };
    expect(couldUse(second, { country: "GB" })).toBe(false);
    expect(couldUse({ ...promotion, action: percentOf("items", tags("new")) }, { country: "GB" })).toBe(true);
  });

  it("needs nothing of a line without a vendor, of a vendor that has no name", () => {
    const without = { subjects: [{ ...lamp, vendor: null }] };
    expect(couldUse(withAction(percentOf("items", { vendors: ["null"] })), without)).toBe(false);
  });
});

describe("a promotion is about groups of products", () => {
  const collections = { collections: ["col_1"] };
  const categories = { categories: ["cat_1"] };
  const isAboutGroups = (more: Partial<Promotion>) => namesGroups(promotionOf({ id: "pro_1", ...more }));

  it("if its action or a condition names some, or leaves some out", () => {
    for (const selector of [collections, categories, { exclude: collections }, { exclude: categories }]) {
      for (const action of [
        percentOf("items", selector),
        fixed(selector),
        buyGet(selector),
        buyGet(tags("new"), selector),
      ])
        expect(isAboutGroups({ action })).toBe(true);
      expect(isAboutGroups({ conditions: [{ kind: "contains", selector } as Condition] })).toBe(true);
    }
  });

  it("and not if it names other things, or nothing", () => {
    for (const action of [
      percentOf("order"),
      percentOf("items", { ...tags("new"), exclude: tags("old") }),
      tiers,
    ])
      expect(isAboutGroups({ action })).toBe(false);
    expect(isAboutGroups({ conditions: [{ kind: "firstOrder" }] })).toBe(false);
  });
});
