import { describe, expect, it } from "vitest";
import { openStore, refusalOf, type Store } from "../../checkout/given.ts";

const home = "192.0.2.1";
const elsewhere = "192.0.2.2";

/** A shop with 1,000 lamps, of which one shopper may have ten in unpaid orders. */
function openLampStore(settings: object = { maxUnpaidUnitsPerVariant: 10 }) {
  const store = openStore();
  store.must("tenants.changeSettings", settings);
  const { variantId } = store.sell({ stocked: 1_000, ships: false });
  const order = (quantity: number, address: string | undefined = home, more: object = {}) =>
    store.checkOut({ items: [{ variantId, quantity }], email: "ada@shop.example", ...more }, { address });
  return { store, variantId, order };
}

const idOf = (placed: ReturnType<Store["checkOut"]>) => {
  if (!placed.ok) throw new Error(placed.refusal.detail);
  return (placed.answer as { readonly order: { readonly id: string } }).order.id;
};

describe("one shopper's unpaid orders", () => {
  it("hold at most as many units of a variant as the shop allows, and the line is pointed to", () => {
    const { order } = openLampStore();
    idOf(order(6));
    idOf(order(4));
    expect(refusalOf(order(1))).toEqual({ code: "unpaid-limit-exceeded", pointers: ["/items/0"] });
  });

  it("do not count what another shopper holds, or another variant", () => {
    const { order, store } = openLampStore();
    idOf(order(10));
    expect(order(10, elsewhere).ok).toBe(true);
    const items = [{ variantId: store.sell({ ships: false }).variantId, quantity: 10 }];
    expect(order(1, home, { items }).ok).toBe(true);
  });

  it("count for a whole IPv6 network", () => {
    const { order } = openLampStore();
    idOf(order(10, "2001:db8:1:2::1"));
    expect(refusalOf(order(1, "2001:db8:1:2:ffff::9")).code).toBe("unpaid-limit-exceeded");
    expect(order(1, "2001:db8:1:3::1").ok).toBe(true);
  });

  it("count for every shopper whose address is unknown together", () => {
    const { order } = openLampStore();
    idOf(order(10, undefined));
    expect(refusalOf(order(1, undefined)).code).toBe("unpaid-limit-exceeded");
  });

  it("stop counting when they are paid, cancelled or expired", async () => {
    const { order, store } = openLampStore();
    store.must("orders.captureOrder", { id: idOf(order(10)) });
    store.must("orders.cancelOrder", { id: idOf(order(10)), reason: "changed my mind" });
    idOf(order(10));
    expect(order(1).ok).toBe(false);
    await store.platform.passTime(store.tenant, 7 * 24 * 60 * 60_000);
    expect(order(10).ok).toBe(true);
  });

  it("hold nothing of an untracked variant", () => {
    const { order, store } = openLampStore();
    const items = [{ variantId: store.sell({ policy: "untracked", ships: false }).variantId, quantity: 500 }];
    expect(order(1, home, { items }).ok).toBe(true);
    expect(order(1, home, { items }).ok).toBe(true);
  });

  it("are limited to 100 units unless the shop says otherwise", () => {
    const { order } = openLampStore({});
    expect(refusalOf(order(101)).code).toBe("unpaid-limit-exceeded");
    expect(order(100).ok).toBe(true);
  });

  it("are not limited if the shop sets no number", () => {
    const { order } = openLampStore({ maxUnpaidUnitsPerVariant: null });
    expect(order(999).ok).toBe(true);
  });

  it("count for a completed cart as well", () => {
    const { store, variantId } = openLampStore();
    const cart = store.ready({ variantId, quantity: 11 });
    expect(refusalOf(store.complete(cart.id, {}, { address: home }))).toEqual({
      code: "unpaid-limit-exceeded",
      pointers: ["/items/0"],
    });
    expect(store.read(cart.id)).toMatchObject({ value: { status: "active" } });
  });
});

it("staff and the shop's own server may order more, for their shoppers", () => {
  const { store, variantId } = openLampStore();
  const items = [{ variantId, quantity: 500 }];
  const input = { items, email: "ada@shop.example", requestedLocales: [] };
  const minted = { hash: "hash", sealed: "sealed" };
  expect(store.must("checkout.checkout", { ...input, minted })).toMatchObject({
    order: { status: "confirmed" },
  });
});
