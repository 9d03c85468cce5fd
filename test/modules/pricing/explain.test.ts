import { describe, expect, it } from "vitest";
import { openPricedStore } from "./given.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

describe("the explanation of prices", () => {
  it("is beside a product's variants if it is asked for, drafts included", () => {
    const store = openPricedStore();
    const { productId, variantId } = store.sell({ prices: { USD: 1_000, EUR: 900 } });
    const german = store.list({ rules: { countries: ["DE"] } });
    store.platform.clock.advance(1_000);
    const draft = store.list({ status: "draft" });
    store.put(german.id, { variantId, amount: 800 });
    store.put(draft.id, { variantId, amount: 1 });
    const read = (explain: object | null) => {
      const input = { id: productId, explain };
      const answer = store.tenant.core.ask({
        query: "catalogue.readProduct",
        input,
        actor: { kind: "system" },
      });
      if (!answer.ok) throw new Error(answer.refusal.code);
      return (answer.value as { variants: readonly { candidates?: object[] }[] }).variants[0]?.candidates;
    };
    expect(read(null)).toBeUndefined();
    const source = { kind: "price-list", id: draft.id };
    const unknown = { source, amount: usd(1), chosen: false, reason: "list-is-draft" };
    expect(read({})).toEqual([
      { source: { kind: "base", id: variantId }, amount: usd(1_000), chosen: true, reason: "base-price" },
      {
        source: { kind: "price-list", id: german.id },
        amount: usd(800),
        chosen: false,
        reason: "other-country",
      },
      unknown,
    ]);
    expect(read({ country: "DE" })).toEqual([
      { source: { kind: "base", id: variantId }, amount: usd(1_000), chosen: false, reason: "overridden" },
      {
        source: { kind: "price-list", id: german.id },
        amount: usd(800),
        chosen: true,
        reason: "override-list",
      },
      unknown,
    ]);
    expect(read({ currency: "EUR" })).toMatchObject([{ amount: { amount: 900, currency: "EUR" } }]);
  });

  it("is part of a simulated basket, for its quantity", () => {
    const store = openPricedStore();
    const { variantId } = store.sell({ prices: { USD: 1_000 } });
    const { id } = store.list();
    store.put(id, { variantId, amount: 700, minQuantity: 10 });
    const simulate = (quantity: number) => {
      const input = { items: [{ variantId, quantity }] };
      const query = "checkout.simulatePromotions";
      const answer = store.tenant.core.ask({ query, input, actor: { kind: "system" } });
      if (!answer.ok) throw new Error(answer.refusal.code);
      return answer.value;
    };
    expect(simulate(9)).toMatchObject({
      prices: [{ variantId, candidates: [{ chosen: true }, { chosen: false, reason: "other-quantity" }] }],
    });
    expect(simulate(10)).toMatchObject({
      quote: { items: [{ unitPrice: usd(700) }] },
      prices: [{ variantId, candidates: [{ reason: "overridden" }, { amount: usd(700), chosen: true }] }],
    });
  });
});
