import { describe, expect, it } from "vitest";
import {
  type CandidateRequest,
  codeProblem,
  readCandidates,
} from "../../../../src/modules/promotions/candidates.ts";
import type { Subject } from "../../../../src/modules/promotions/promotion/selector.ts";
import { dependsOnGroups } from "../../../../src/modules/promotions/relevance/relevant.ts";
import { type PromotionUse, useIdOf } from "../../../../src/modules/promotions/usage/schema.ts";
import { writeUse } from "../../../../src/modules/promotions/usage/store.ts";
import { openPromotedStore, usd } from "../given.ts";

const lamp: Subject = { productId: "prod_1", variantId: "var_1", vendor: null, tags: ["new"], groups: [] };
const tagged = (tag: string) => ({ kind: "percent", on: "items", rate: 1_000, selector: { tags: [tag] } });

/** A shop with promotions, what a basket of one lamp could use of them, and orders that used some. */
function open() {
  const store = openPromotedStore();
  const { database } = store.tenant.storage;
  const now = "2026-03-01T12:00:00.000Z";
  const of = { buyer: { id: null, email: null }, now };
  return {
    ...store,
    database,
    candidates: (more: Partial<CandidateRequest> = {}) => {
      const basket = { subjects: [lamp], customerGroups: [], country: null };
      return readCandidates(database, { ...of, basket, codes: [], all: false, ...more });
    },
    /** An order that does not exist any more used a promotion. */
    used: (promotionId: string, amount: number, { code = null as string | null, number = 1 } = {}) => {
      const orderId = `ord_${number}` as PromotionUse["orderId"];
      const uses = [{ promotionId, code, amount: usd(amount) }] as PromotionUse["uses"];
      writeUse(database, { id: useIdOf(orderId), orderId, uses, isReturned: false });
    },
    problem: (code: string) => codeProblem(database, code, of),
  };
}

const names = (candidates: ReturnType<ReturnType<typeof open>["candidates"]>) =>
  candidates.map(({ promotion }) => promotion.name);

describe("the promotions that a basket could use", () => {
  it("have their turn by priority, then by age, whatever they name", () => {
    const shop = open();
    shop.promote({ name: "last", priority: 9 });
    shop.promote({ name: "tagged", action: tagged("new") });
    shop.promote({ name: "plain" });
    shop.promote({ name: "of others", action: tagged("old") });
    shop.promote({ name: "also tagged", action: tagged("new"), priority: 3 });
    expect(names(shop.candidates())).toEqual(["tagged", "plain", "also tagged", "last"]);
    expect(names(shop.candidates({ basket: { subjects: [], customerGroups: [], country: null } }))).toEqual([
      "plain",
      "last",
    ]);
  });

  it("are active, have started and have not ended, unless all are wanted", () => {
    const shop = open();
    const now = "2026-03-01T12:00:00.000Z";
    shop.promote({ name: "draft", status: "draft" });
    shop.promote({ name: "starts now", startsAt: now });
    shop.promote({ name: "starts later", startsAt: "2026-03-01T12:00:00.001Z" });
    shop.promote({ name: "ends now", endsAt: now });
    shop.promote({ name: "ends later", endsAt: "2026-03-01T12:00:00.001Z" });
    shop.promote({ name: "needs a code", codes: ["X"] });
    expect(names(shop.candidates())).toEqual(["starts now", "ends later"]);
    expect(names(shop.candidates({ all: true }))).toEqual([
      ...["draft", "starts now", "starts later", "ends now", "ends later", "needs a code"],
    ]);
  });

  it("are those of entered codes, even if the basket has nothing of them or they cannot apply", () => {
    const shop = open();
    shop.promote({ name: "of others", action: tagged("old"), codes: ["Old"] });
    shop.promote({ name: "draft", status: "draft", codes: ["DRAFT"] });
    shop.promote({ name: "not entered", codes: ["X"] });
    const candidates = shop.candidates({ codes: ["OLD", "draft", "nonsense"] });
    expect(candidates.map(({ promotion, code }) => [promotion.name, code])).toEqual([
      ["of others", "Old"],
      ["draft", "DRAFT"],
    ]);
  });

  it("are about groups of products if an active one names some", () => {
    const shop = open();
    const action = { kind: "percent", on: "items", rate: 1, selector: { collections: ["col_1"] } };
    const { id } = shop.promote({ action, status: "draft" });
    shop.promote();
    expect(dependsOnGroups(shop.database)).toBe(false);
    shop.must("promotions.updatePromotion", { id, patch: { status: "active" } });
    expect(dependsOnGroups(shop.database)).toBe(true);
  });
});

describe("what is known of the use of a promotion", () => {
  it("is whether it was used as often as it may be", () => {
    const shop = open();
    const { id } = shop.promote({ limits: { uses: 2 } });
    const isUsedUp = () => shop.candidates().map((one) => one.isUsedUp);
    expect(isUsedUp()).toEqual([false]);
    shop.used(id, 100);
    expect(isUsedUp()).toEqual([false]);
    shop.used(id, 100, { number: 2 });
    expect(isUsedUp()).toEqual([true]);
  });

  it("is what it took off, if it has a budget, in the currency of that", () => {
    const shop = open();
    const amounts = [null, usd(1_000), { amount: 1_000, currency: "EUR" }].map((budget) => {
      const { id } = shop.promote({ limits: budget === null ? { uses: 9 } : { budget } });
      return id;
    });
    for (const [index, id] of amounts.entries()) shop.used(id, 100, { number: index + 1 });
    expect(shop.candidates().map(({ usedAmount, isUsedUp }) => [usedAmount, isUsedUp])).toEqual([
      [0, false],
      [100, false],
      [0, false],
    ]);
  });

  it("is whether its single-use code was used; of several codes, the first that can be used counts", () => {
    const shop = open();
    const { id } = shop.promote({ codes: [] });
    const seed = "an-unguessable-seed-of-43-characters-at-least";
    const { codes } = shop.must("promotions.addCodes", { id, seed, count: 3 }) as {
      readonly codes: readonly [string, string, string];
    };
    const [first, second, third] = codes;
    shop.used(id, 100, { code: first });
    const told = (...entered: readonly string[]) =>
      shop.candidates({ codes: entered }).map(({ code, isUsedUp }) => [code, isUsedUp]);
    expect(told(first)).toEqual([[first, true]]);
    expect(told(first, second)).toEqual([[second, false]]);
    expect(told(second, first)).toEqual([[second, false]]);
    expect(told(second, third)).toEqual([[second, false]]);
    expect(told(first.toLowerCase(), third, second)).toEqual([[third, false]]);
    expect(shop.problem(first)).toBe("code-used-up");
    expect(shop.problem(second)).toBeNull();
  });
});

describe("a code", () => {
  it("is unknown if no promotion has it, or none that is active and has started", () => {
    const shop = open();
    shop.promote({ status: "draft", codes: ["DRAFT"] });
    shop.promote({ startsAt: "2026-03-01T12:00:00.001Z", codes: ["LATER"] });
    shop.promote({ startsAt: "2026-03-01T12:00:00.000Z", codes: ["NOW"] });
    expect(["nonsense", "draft", "later"].map(shop.problem)).toEqual([
      "code-unknown",
      "code-unknown",
      "code-unknown",
    ]);
    expect(shop.problem("now")).toBeNull();
  });

  it("has expired from the instant at which its promotion ends", () => {
    const shop = open();
    shop.promote({ endsAt: "2026-03-01T12:00:00.000Z", codes: ["ENDED"] });
    shop.promote({ endsAt: "2026-03-01T12:00:00.001Z", codes: ["ENDS"] });
    expect(shop.problem("ended")).toBe("code-expired");
    expect(shop.problem("ends")).toBeNull();
  });

  it("is used up with its promotion, also for one customer", () => {
    const shop = open();
    const { id } = shop.promote({ limits: { uses: 1 }, codes: ["ONE"] });
    expect(shop.problem("one")).toBeNull();
    shop.used(id, 100);
    expect(shop.problem("one")).toBe("code-used-up");
  });

  it("that each customer may use once is used up for who has ordered with it, by e-mail address", () => {
    const shop = open();
    const { id } = shop.promote({ limits: { usesPerCustomer: 1 }, codes: ["EACH"] });
    const { variantId } = shop.sell({ ships: false });
    expect(shop.buy(variantId, { codes: ["EACH"] }).ok).toBe(true);
    const now = "2026-03-01T12:00:00.000Z";
    const problemOf = (email: string) =>
      codeProblem(shop.database, "EACH", { buyer: { id: null, email }, now });
    expect(problemOf("ADA@shop.example")).toBe("code-used-up");
    expect(problemOf("bob@shop.example")).toBeNull();
    const ofAda = { buyer: { id: null, email: "ada@shop.example" }, codes: ["each"] };
    expect(shop.candidates(ofAda)).toMatchObject([{ promotion: { id }, isUsedUp: true }]);
    expect(shop.candidates({ ...ofAda, buyer: { id: null, email: null } })).toMatchObject([
      { isUsedUp: false },
    ]);
  });
});
