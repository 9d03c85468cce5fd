import { describe, expect, it } from "vitest";
import { address } from "../checkout/given.ts";
import { day, openPricedStore } from "./given.ts";

const money = (amount: number, currency = "USD") => ({ amount, currency });
const french = { ...address, country: "FR" };

describe("a cart", () => {
  it("has the price for its quantity, also when that changes", () => {
    const store = openPricedStore();
    const { variantId } = store.sell({ prices: { USD: 1_000 } });
    const { id } = store.list();
    store.put(id, { variantId, amount: 800, minQuantity: 10 });
    const cart = store.open({ items: [{ variantId, quantity: 9 }] });
    expect(cart.items).toMatchObject([{ unitPrice: money(1_000), subtotal: money(9_000) }]);
    const item = { unitPrice: money(800), subtotal: money(8_000), priceChanged: false };
    expect(store.add(cart.id, variantId).items).toMatchObject([item]);
    expect(store.read(cart.id)).toMatchObject({ value: { items: [item] } });
  });

  it("has the prices of its destination, also when that changes", () => {
    const store = openPricedStore();
    const { variantId } = store.sell({ prices: { USD: 1_000 } });
    const { id } = store.list({ rules: { countries: ["FR"] } });
    store.put(id, { variantId, amount: 900 });
    const cart = store.open({ items: [{ variantId, quantity: 1 }] });
    expect(cart.items).toMatchObject([{ unitPrice: money(1_000) }]);
    const there = store.patch(cart.id, { shippingAddress: french });
    expect(there.items).toMatchObject([{ unitPrice: money(900), priceChanged: false }]);
    const back = store.patch(cart.id, { shippingAddress: address });
    expect(back.items).toMatchObject([{ unitPrice: money(1_000), priceChanged: false }]);
  });

  it("says that a price has changed once a list has started", async () => {
    const store = openPricedStore();
    const { variantId } = store.sell({ prices: { USD: 1_000 } });
    const { id } = store.list({ kind: "sale", startsAt: store.in(day / 2), endsAt: store.in(day) });
    store.put(id, { variantId, amount: 700 });
    const cart = store.open({ items: [{ variantId, quantity: 1 }] });
    await store.pass(day / 2);
    const changed = { items: [{ unitPrice: money(700), priceChanged: true }] };
    expect(store.read(cart.id)).toMatchObject({ value: changed });
    await store.pass(day / 2);
    const again = { items: [{ unitPrice: money(1_000), priceChanged: false }] };
    expect(store.read(cart.id)).toMatchObject({ value: again });
  });

  it("takes what only a list prices, for those whom the list is for", () => {
    const store = openPricedStore();
    const { variantId } = store.sell({ prices: {} });
    const { id } = store.list();
    store.put(id, { variantId, amount: 0, minQuantity: 2 });
    const refused = store.run("checkout.openCart", { items: [{ variantId, quantity: 1 }] });
    expect(refused).toMatchObject({ refusal: { code: "price-unavailable" } });
    const cart = store.open({ items: [{ variantId, quantity: 2 }] });
    expect(cart.items).toMatchObject([{ unitPrice: money(0), available: true }]);
  });

  it("can no longer be completed if it has lost a price", () => {
    const store = openPricedStore();
    const { variantId } = store.sell({ prices: {} });
    const { id } = store.list();
    store.put(id, { variantId, amount: 500 });
    const cart = store.ready({ variantId, quantity: 1 });
    store.must("pricing.updatePriceList", { id, patch: { status: "draft" } });
    expect(store.read(cart.id)).toMatchObject({ value: { items: [{ available: false }] } });
  });

  it("changes its currency where lists have prices in it", () => {
    const store = openPricedStore();
    const { variantId } = store.sell({ prices: { USD: 1_000 } });
    const cart = store.open({ items: [{ variantId, quantity: 3 }] });
    const inEuros = { id: cart.id, patch: { currency: "EUR" } };
    expect(store.run("checkout.updateCart", inEuros)).toMatchObject({
      refusal: { code: "price-unavailable" },
    });
    const { id } = store.list();
    store.put(id, { variantId, amount: 950, currency: "EUR", minQuantity: 3 });
    expect(store.patch(cart.id, { currency: "EUR" }).items).toMatchObject([
      { unitPrice: money(950, "EUR"), priceChanged: false },
    ]);
  });
});

describe("a one-call checkout", () => {
  it("is priced for its destination", () => {
    const store = openPricedStore();
    const { variantId } = store.sell({ prices: {} });
    const { id } = store.list({ rules: { countries: ["FR"] } });
    store.put(id, { variantId, amount: 900 });
    const checkout = (shippingAddress: object) =>
      store.run("checkout.checkout", {
        items: [{ variantId, quantity: 2 }],
        email: "ada@shop.example",
        shippingAddress,
        requestedLocales: [],
        minted: { hash: "hash", sealed: "sealed" },
      });
    expect(checkout(address)).toMatchObject({ refusal: { code: "price-unavailable" } });
    expect(checkout(french)).toMatchObject({
      ok: true,
      answer: { order: { items: [{ unitPrice: money(900), subtotal: money(1_800) }] } },
    });
  });
});

describe("the list prices of a basket", () => {
  it("are looked up by variant, in one statement", () => {
    const store = openPricedStore();
    const { variantId } = store.sell();
    const { id } = store.list();
    store.put(id, { variantId, amount: 900 });
    const plan = store.tenant.storage.rows(
      `EXPLAIN QUERY PLAN SELECT * FROM list_prices WHERE variant_id IN (SELECT value FROM json_each('[]'))
        AND list_id IN (SELECT value FROM json_each('[]')) AND currency = 'USD'`,
    );
    expect(plan.map(({ detail }) => detail)).toContain(
      "SEARCH list_prices USING PRIMARY KEY (variant_id=? AND list_id=? AND currency=?)",
    );
  });
});
