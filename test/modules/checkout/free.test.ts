import { describe, expect, it } from "vitest";
import { orderShape } from "../../../src/modules/orders/index.ts";
import { address, openStore, type Store } from "./given.ts";

const parcel = { trackingNumber: "GB123", carrier: "Post" };
const free = { prices: { USD: 0 }, ships: false } as const;

const checkedOut = (store: Store, variantId: string) =>
  store.checksOut({ items: [{ variantId, quantity: 1 }], email: "ada@shop.example" });

const staff = (store: Store, verb: string, input: object) =>
  orderShape.parse(store.must(`orders.${verb}Order`, input));

describe("a free order", () => {
  it("is paid when it is placed, and ships without a capture of 0", () => {
    const store = openStore();
    const { id, ...order } = checkedOut(store, store.sell(free).variantId);
    expect(order).toMatchObject({ status: "paid", paymentStatus: "paid", expiresAt: null });
    expect(staff(store, "ship", { id, ...parcel }).status).toBe("shipped");
    expect(store.told()).not.toContain("order.payment.captured");
  });

  it("on backorder is paid when it is confirmed", () => {
    const store = openStore();
    const { variantId } = store.sell({ ...free, stocked: 0, policy: "continue" });
    const { id, status } = checkedOut(store, variantId);
    expect(status).toBe("pending");
    store.must("inventory.setStock", { id: variantId, stocked: 1 });
    expect(staff(store, "confirm", { id })).toMatchObject({ status: "paid", paymentStatus: "paid" });
  });

  it("needs no refund to be cancelled, and is then voided, not paid", () => {
    const store = openStore();
    const { id } = checkedOut(store, store.sell(free).variantId);
    expect(staff(store, "cancel", { id, reason: "changed mind" })).toMatchObject({
      status: "cancelled",
      paymentStatus: "voided",
      refunds: [],
    });
  });

  it("does not count as an unpaid order of its shopper", () => {
    const store = openStore();
    checkedOut(store, store.sell(free).variantId);
    const { storage } = store.tenant;
    expect(storage.rows("SELECT * FROM unpaid_orders")).toEqual([]);
    expect(storage.rows("SELECT * FROM unpaid_units")).toEqual([]);
  });
});

describe("a checkout in one request", () => {
  const named = (variantId: string) => ({
    items: [{ variantId, quantity: 1 }],
    email: "ada@shop.example",
    shippingAddress: address,
  });

  it("takes the only shipping option if none is named", () => {
    const store = openStore();
    const order = store.checksOut(named(store.sell().variantId));
    expect(order.shippingOption).toMatchObject({ name: "Flat rate", price: { amount: 500 } });
  });

  it("takes the only option that has a price in its currency", () => {
    const store = openStore();
    store.must("shipping.createOption", { name: "Post", prices: [{ amount: 300, currency: "EUR" }] });
    expect(store.checksOut(named(store.sell().variantId)).shippingOption?.name).toBe("Flat rate");
  });

  it("asks for the shipping option if there is a choice", () => {
    const store = openStore();
    store.must("shipping.createOption", { name: "Post", prices: [{ amount: 300, currency: "USD" }] });
    expect(store.checkOut(named(store.sell().variantId))).toMatchObject({
      ok: false,
      refusal: { code: "checkout-incomplete", errors: [{ pointer: "/shippingOptionId" }] },
    });
  });

  it("has no shipping option if nothing is to be shipped", () => {
    const store = openStore();
    expect(store.checksOut(named(store.sell({ ships: false }).variantId)).shippingOption).toBeNull();
  });
});
