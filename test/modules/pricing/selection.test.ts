import { describe, expect, it } from "vitest";
import type {
  BasePrice,
  ListedPrice,
  PriceQuestion,
  SelectableList,
} from "../../../src/modules/pricing/selection/prices.ts";
import { explainPrice, selectPrice } from "../../../src/modules/pricing/selection/selection-rules.ts";
import { priceTiersOf } from "../../../src/modules/pricing/selection/tier-rules.ts";

const noon = Date.parse("2026-05-01T12:00:00Z");
const hour = 3_600_000;
const germanRetail: PriceQuestion = { country: "DE", groups: [], quantity: 1, now: noon };

describe("the price of a variant", () => {
  it("is its base price while no list has one", () => {
    expect(amountOf({ base: [base(1_000)] })).toBe(1_000);
  });

  it("is null if nothing is priced in the currency", () => {
    expect(amountOf({})).toBeNull();
  });

  it("may be nothing at all: a price of 0 is a price", () => {
    expect(amountOf({ base: [base(1_000)], listed: [listed(0, { kind: "override" })] })).toBe(0);
    expect(amountOf({ base: [base(0)], listed: [listed(500, { kind: "sale" })] })).toBe(0);
  });

  it("is an override's, also if that is higher", () => {
    expect(amountOf({ base: [base(1_000)], listed: [listed(1_200)] })).toBe(1_200);
  });

  it("is that of the list with more kinds of rule, before priority and amount", () => {
    const listed_ = [
      listed(700, { id: "a", priority: 9, rules: { countries: ["DE"], customerGroups: null } }),
      listed(900, { id: "b", rules: { countries: ["DE"], customerGroups: ["vip"] } }),
      listed(100, { id: "c", priority: 99 }),
    ];
    expect(amountOf({ base: [base(1_000)], listed: listed_ }, { groups: ["vip"] })).toBe(900);
  });

  it("is that of the higher priority, then the lowest, among equal lists", () => {
    const lists = [
      listed(700, { id: "a" }),
      listed(900, { id: "b", priority: 1 }),
      listed(800, { id: "c", priority: 1 }),
    ];
    expect(amountOf({ listed: lists })).toBe(800);
  });

  it("is the best sale's only if that is lower than what was found", () => {
    const sales = [listed(950, { id: "a", kind: "sale" }), listed(900, { id: "b", kind: "sale" })];
    expect(amountOf({ base: [base(1_000)], listed: sales })).toBe(900);
    expect(amountOf({ base: [base(900)], listed: sales })).toBe(900);
    expect(amountOf({ base: [base(1_000)], listed: [...sales, listed(800, { id: "c" })] })).toBe(800);
  });

  it("is that of the most specific sale, not of the lowest", () => {
    const german = { countries: ["DE"], customerGroups: null };
    const sales = [
      listed(800, { id: "a", kind: "sale", rules: german }),
      listed(700, { id: "b", kind: "sale", priority: 9 }),
    ];
    expect(amountOf({ base: [base(1_000)], listed: sales })).toBe(800);
  });

  it("is a sale's if nothing else has the currency", () => {
    expect(selectPrice(variant({ listed: [listed(900, { kind: "sale" })] }), germanRetail)).toMatchObject({
      amount: 900,
      compareAtAmount: null,
    });
  });
});

describe("a list", () => {
  it("with a rule about countries needs to know the country", () => {
    const german = { listed: [listed(500, { rules: { countries: ["DE"], customerGroups: null } })] };
    expect(amountOf(german)).toBe(500);
    expect(amountOf(german, { country: "FR" })).toBeNull();
    expect(amountOf(german, { country: null })).toBeNull();
  });

  it("for groups that nobody is in matches nobody", () => {
    const rules = { countries: null, customerGroups: ["gone"] };
    expect(amountOf({ listed: [listed(500, { rules })] }, { groups: ["vip"] })).toBeNull();
  });

  it("with an empty rule matches nobody", () => {
    const rules = { countries: null, customerGroups: [] };
    expect(amountOf({ listed: [listed(500, { rules })] }, { groups: ["vip"] })).toBeNull();
  });

  it("holds from its start up to its end, and only while it is active", () => {
    const night = { startsAt: noon, endsAt: noon + hour };
    const at = (now: number) => amountOf({ listed: [listed(500, night)] }, { now });
    expect([at(noon - 1), at(noon), at(noon + hour - 1), at(noon + hour)]).toEqual([null, 500, 500, null]);
    expect(amountOf({ listed: [listed(500, { status: "draft" })] })).toBeNull();
  });
});

describe("tiers", () => {
  const byQuantity = {
    base: [base(1_000, { maxQuantity: 9 }), base(900, { minQuantity: 10, maxQuantity: 99 })],
    listed: [listed(700, { id: "a", kind: "sale" as const }, { minQuantity: 50 })],
  };

  it("include both of their ends", () => {
    const at = (quantity: number) => amountOf(byQuantity, { quantity });
    expect([at(1), at(9), at(10), at(49), at(50), at(100)]).toEqual([1_000, 1_000, 900, 900, 700, 700]);
  });

  it("are shown as ranges of the price that is then chosen", () => {
    expect(tiersOf(byQuantity)).toEqual([
      { minQuantity: 1, maxQuantity: 9, amount: 1_000 },
      { minQuantity: 10, maxQuantity: 49, amount: 900 },
      { minQuantity: 50, maxQuantity: null, amount: 700 },
    ]);
  });

  it("are not shown where the quantity makes no difference", () => {
    const same = { base: [base(500, { maxQuantity: 9 }), base(500, { minQuantity: 10 })] };
    expect(tiersOf(same)).toEqual([]);
    expect(tiersOf({ base: [base(500)] })).toEqual([]);
  });
});

describe("the price to compare with", () => {
  it("is the one without sales once a sale has won", () => {
    const entered = base(1_000, { compareAtAmount: 1_500 });
    expect(compareAtOf({ base: [entered], listed: [listed(800, { kind: "sale" })] })).toBe(1_000);
    expect(
      compareAtOf({ base: [entered], listed: [listed(800, { kind: "sale" }), listed(1_100, { id: "z" })] }),
    ).toBe(1_100);
  });

  it("is else the one that staff entered with the price: none with a price of a list", () => {
    const entered = base(1_000, { compareAtAmount: 1_500 });
    expect(compareAtOf({ base: [entered] })).toBe(1_500);
    expect(compareAtOf({ base: [entered], listed: [listed(1_200)] })).toBeNull();
    expect(compareAtOf({ base: [base(1_000)] })).toBeNull();
  });
});

describe("the explanation", () => {
  it("says of every price why it was chosen or not", () => {
    const prices = {
      base: [base(1_000, { maxQuantity: 9 }), base(900, { minQuantity: 10 })],
      listed: [
        listed(950, { id: "chosen", priority: 1, rules: { countries: ["DE"], customerGroups: null } }),
        listed(800, { id: "priority", rules: { countries: ["DE"], customerGroups: null } }),
        listed(960, { id: "dearer", priority: 1, rules: { countries: ["DE"], customerGroups: null } }),
        listed(950, { id: "equal", priority: 1, rules: { countries: ["DE"], customerGroups: null } }),
        listed(700, { id: "general" }),
        listed(100, { id: "draft", status: "draft" }),
        listed(100, { id: "later", startsAt: noon + 1 }),
        listed(100, { id: "over", endsAt: noon }),
        listed(100, { id: "french", rules: { countries: ["FR"], customerGroups: null } }),
        listed(100, { id: "vip", rules: { countries: null, customerGroups: ["vip"] } }),
        listed(100, { id: "many" }, { minQuantity: 2 }),
        listed(970, { id: "sale", kind: "sale" }),
        listed(980, { id: "worse-sale", kind: "sale" }),
      ],
    };
    const candidates = explainPrice(variant(prices), germanRetail);
    expect(candidates.filter(({ chosen }) => chosen).map(({ source }) => source.id)).toEqual(["chosen"]);
    expect(candidates.map(({ source, reason }) => `${source.id} ${reason}`)).toEqual([
      "var_1 overridden",
      "var_1 other-quantity",
      "chosen override-list",
      "priority lower-priority",
      "dearer higher-amount",
      "equal same-amount",
      "general less-specific",
      "draft list-is-draft",
      "later list-not-started",
      "over list-ended",
      "french other-country",
      "vip other-customer-group",
      "many other-quantity",
      "sale sale-not-lower",
      "worse-sale higher-amount",
    ]);
  });

  it("says that a sale has beaten the regular price", () => {
    const prices = { base: [base(1_000)], listed: [listed(900, { kind: "sale" })] };
    expect(explainPrice(variant(prices), germanRetail).map(({ reason }) => reason)).toEqual([
      "sale-is-lower",
      "sale-list",
    ]);
  });
});

interface Prices {
  readonly base?: readonly BasePrice[];
  readonly listed?: readonly ListedPrice[];
}

function variant({ base = [], listed = [] }: Prices) {
  return { variantId: "var_1", base, listed };
}

function amountOf(prices: Prices, question: Partial<PriceQuestion> = {}) {
  return selectPrice(variant(prices), { ...germanRetail, ...question })?.amount ?? null;
}

function tiersOf(prices: Prices) {
  return priceTiersOf(variant(prices), (quantity) =>
    selectPrice(variant(prices), { ...germanRetail, quantity }),
  );
}

function compareAtOf(prices: Prices) {
  return selectPrice(variant(prices), germanRetail)?.compareAtAmount ?? null;
}

function base(amount: number, more: Partial<BasePrice> = {}): BasePrice {
  return { amount, compareAtAmount: null, minQuantity: null, maxQuantity: null, ...more };
}

function listed(
  amount: number,
  list: Partial<SelectableList> = {},
  more: Partial<Pick<ListedPrice, "minQuantity" | "maxQuantity">> = {},
): ListedPrice {
  return {
    amount,
    minQuantity: null,
    maxQuantity: null,
    ...more,
    list: {
      id: "list",
      kind: "override",
      status: "active",
      startsAt: null,
      endsAt: null,
      priority: 0,
      rules: { countries: null, customerGroups: null },
      ...list,
    },
  };
}
