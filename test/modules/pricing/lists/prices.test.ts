import { describe, expect, it } from "vitest";
import { openPricedStore } from "../given.ts";

describe("the prices of a list", () => {
  it("are replaced as a whole by PUT", () => {
    const store = openPricedStore();
    const [one, two] = [store.sell().variantId, store.sell().variantId];
    const { id } = store.list();
    store.put(id, { variantId: one, amount: 900 }, { variantId: two, amount: 800 });
    const before = store.eventTypes().length;
    const answer = store.put(
      id,
      { variantId: two, amount: 800 },
      { variantId: two, amount: 700, currency: "EUR" },
    );
    const left = [
      { variantId: two, amount: 700, currency: "EUR", minQuantity: null, maxQuantity: null },
      { variantId: two, amount: 800, currency: "USD", minQuantity: null, maxQuantity: null },
    ];
    expect(answer).toEqual({ items: left });
    expect(store.pricesOf(id)).toEqual(left);
    // One variant leaves the list, and the other has another price.
    expect(store.eventTypes().slice(before)).toEqual(Array(2).fill("pricing.list_prices.updated"));
    store.put(id);
    expect(store.pricesOf(id)).toEqual([]);
  });

  it("are merged by PATCH, and an amount of null removes one", () => {
    const store = openPricedStore();
    const { variantId } = store.sell();
    const { id } = store.list();
    store.put(id, { variantId, amount: 900, maxQuantity: 9 }, { variantId, amount: 800, minQuantity: 10 });
    store.merge(id, { variantId, amount: 850, minQuantity: 10, maxQuantity: 99 });
    expect(store.pricesOf(id).map(({ amount, maxQuantity }) => [amount, maxQuantity])).toEqual([
      [900, 9],
      [850, 99],
    ]);
    store.merge(id, { variantId, amount: null }, { variantId, amount: 1, minQuantity: 200 });
    expect(store.pricesOf(id).map(({ amount, minQuantity }) => [amount, minQuantity])).toEqual([
      [850, 10],
      [1, 200],
    ]);
  });

  it("say nothing new if nothing changes", () => {
    const store = openPricedStore();
    const { variantId } = store.sell();
    const { id } = store.list();
    store.put(id, { variantId, amount: 900 });
    const before = store.eventTypes();
    store.put(id, { variantId, amount: 900, minQuantity: 1 });
    store.merge(id, { variantId, amount: 900 }, { variantId, amount: null, minQuantity: 7 });
    expect(store.eventTypes()).toEqual(before);
  });

  it("may not be for the same quantity, whoever sent the other one", () => {
    const store = openPricedStore();
    const { variantId } = store.sell();
    const { id } = store.list();
    const twice = [
      { variantId, amount: 900, currency: "USD", minQuantity: 1, maxQuantity: 10 },
      { variantId, amount: 800, currency: "USD", minQuantity: 10 },
    ];
    expect(store.attempt("pricing.replaceListPrices", { id, prices: twice })).toMatchObject({
      code: "overlapping-tiers",
      errors: [{ pointer: "/prices/1/minQuantity", code: "overlapping-tiers" }],
    });
    store.put(id, { variantId, amount: 900, maxQuantity: 10 });
    const prices = [{ variantId, amount: 800, currency: "USD", minQuantity: 10 }];
    expect(store.attempt("pricing.updateListPrices", { id, prices })).toMatchObject({
      code: "overlapping-tiers",
      errors: [{ pointer: "/prices/0/minQuantity" }],
    });
    const same = [prices[0], prices[0]];
    expect(store.attempt("pricing.replaceListPrices", { id, prices: same })).toMatchObject({
      code: "overlapping-tiers",
    });
    store.put(id, { variantId, amount: 9 }, { variantId, amount: 8, currency: "EUR" });
  });

  it("are of variants that exist, in currencies that are enabled", () => {
    const store = openPricedStore();
    const { variantId } = store.sell();
    const { id } = store.list();
    const prices = [
      { variantId, amount: 900, currency: "USD" },
      { variantId: "var_01J00000000000000000000000", amount: 900, currency: "USD" },
    ];
    expect(store.attempt("pricing.replaceListPrices", { id, prices })).toMatchObject({
      code: "unknown-variant",
      errors: [{ pointer: "/prices/1/variantId" }],
    });
    const yen = [{ variantId, amount: 900, currency: "JPY" }];
    expect(store.attempt("pricing.updateListPrices", { id, prices: yen })).toMatchObject({
      code: "currency-not-enabled",
      errors: [{ pointer: "/prices/0/currency" }],
    });
    const backwards = [{ ...prices[0], minQuantity: 9, maxQuantity: 8 }];
    expect(store.attempt("pricing.updateListPrices", { id, prices: backwards })).toMatchObject({
      code: "validation-failed",
      errors: [{ pointer: "/prices/0/maxQuantity" }],
    });
  });

  it("of a list that is too long are not replaced at once", () => {
    const store = openPricedStore();
    const { variantId } = store.sell();
    const { id } = store.list();
    const tiers = (from: number) =>
      Array.from({ length: 1_000 }, (_, index) => ({
        variantId,
        amount: 1,
        minQuantity: from + index,
        maxQuantity: from + index,
      }));
    store.merge(id, ...tiers(1));
    store.put(id, ...tiers(1));
    store.merge(id, { variantId, amount: 1, minQuantity: 5_000 });
    expect(store.attempt("pricing.replaceListPrices", { id, prices: [] })).toMatchObject({
      code: "too-large",
    });
    store.merge(id, ...tiers(2_000).slice(0, 999));
    const more = {
      id,
      prices: [{ variantId, amount: 1, currency: "USD", minQuantity: 4_000, maxQuantity: 4_000 }],
    };
    expect(store.attempt("pricing.updateListPrices", more)).toMatchObject({
      code: "too-large",
      errors: [{ pointer: "/prices/0" }],
    });
  });

  it("go with their variant, and with its product", () => {
    const store = openPricedStore();
    const [small, large] = store.sellAll(["S", "L"]);
    const other = store.sell({ draft: true });
    const { id } = store.list();
    store.put(id, ...[small, large, other.variantId].map((variantId = "") => ({ variantId, amount: 900 })));
    store.must("catalogue.deleteVariant", { id: small });
    expect(store.pricesOf(id).map(({ variantId }) => variantId)).toEqual([large, other.variantId].toSorted());
    store.must("catalogue.deleteProduct", { id: other.productId });
    expect(store.pricesOf(id).map(({ variantId }) => variantId)).toEqual([large]);
    expect(store.eventTypes().slice(-2)).toEqual(Array(2).fill("pricing.list_prices.deleted"));
  });

  it("are listed by variant, currency and quantity, page by page", () => {
    const store = openPricedStore();
    const variants = store.sellAll(["S", "M", "L"]).toSorted();
    const { id } = store.list();
    store.put(
      id,
      ...variants.flatMap((variantId) => [
        { variantId, amount: 5, minQuantity: 5 },
        { variantId, amount: 9, maxQuantity: 4 },
        { variantId, amount: 1, currency: "EUR" },
      ]),
    );
    const seen: unknown[] = [];
    for (let after: unknown = null, pages = 0; pages === 0 || after !== null; pages += 1) {
      const input = { id, limit: 2, after, count: true };
      const answer = store.tenant.core.ask({
        query: "pricing.listListPrices",
        input,
        actor: { kind: "system" },
      });
      if (!answer.ok) throw new Error(answer.refusal.code);
      const page = answer.value as { items: object[]; next: unknown; totalCount: number };
      expect(page.totalCount).toBe(9);
      seen.push(...page.items);
      after = page.next;
    }
    expect(seen).toEqual(store.pricesOf(id));
    expect(store.pricesOf(id).map(({ variantId, amount }) => [variantId, amount])).toEqual(
      variants.flatMap((variantId) => [1, 9, 5].map((amount) => [variantId, amount])),
    );
  });
});
