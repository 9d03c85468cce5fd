import { describe, expect, it } from "vitest";
import { readsDuring } from "../../support/node/reads.ts";
import { address, openStore, shippingOptions } from "./given.ts";

/** A shop with two variants, and how often each table is read by what is done in it. */
function observedStore() {
  const store = openStore();
  const items = [store.sell(), store.sell()].map(({ variantId }) => ({ variantId, quantity: 2 }));
  const shippingOptionId = shippingOptions(store)[0]?.id;
  const reads = (run: () => unknown) => ({
    ...{ settings: 0, shipping_options: 0, orders: 0 },
    ...readsDuring(store.tenant.storage, run),
  });
  const person = { email: "ada@shop.example", shippingAddress: address, shippingOptionId };
  const cart = () => store.ready(...items);
  return { store, items, person, reads, cart };
}

/**
 * What one command reads of the things that decide a price, whatever number of variants it is about. The object remembers
 * what only staff changes.
 */
const onceEach = {
  ...{ variants: 1, product_translations: 1, inventory_levels: 1 },
  ...{ settings: 0, shipping_options: 0 },
};

describe("a change of a cart reads stock once, sellable variants once, and nothing that only staff changes", () => {
  it("when it is opened", () => {
    const { store, items, reads } = observedStore();
    expect(reads(() => store.open({ items }))).toMatchObject(onceEach);
  });

  it("when an item is added, with an option chosen that follows from the settings", () => {
    const { store, items, reads, cart } = observedStore();
    const { id } = cart();
    expect(reads(() => store.add(id, items[0]?.variantId ?? ""))).toMatchObject({
      ...onceEach,
      carts: 1,
    });
  });

  it("when its currency, address and shipping option change", () => {
    const { store, person, reads, cart } = observedStore();
    const { id } = cart();
    expect(reads(() => store.patch(id, { ...person, currency: "USD" }))).toMatchObject({
      ...onceEach,
      carts: 1,
    });
  });

  it("and so does reading it, open or completed", () => {
    const { store, reads, cart } = observedStore();
    const { id } = cart();
    expect(reads(() => store.read(id))).toMatchObject({ ...onceEach, carts: 1 });
    store.completes(id);
    expect(reads(() => store.read(id))).toMatchObject({ ...onceEach, carts: 1 });
  });
});

describe("a checkout reads stock once, sellable variants once, and nothing that only staff changes", () => {
  // Each variant's stock is read once more when it has changed, for the state that its event carries.
  const afterwards = (variants: number) => ({ ...onceEach, orders: 0, inventory_levels: 1 + variants });

  it("when a cart is completed: the quote, the reservation and the order share them", () => {
    const { store, items, reads, cart } = observedStore();
    const { id } = cart();
    expect(reads(() => store.completes(id))).toMatchObject(afterwards(items.length));
  });

  it("when it is one request", () => {
    const { store, items, person, reads } = observedStore();
    expect(reads(() => store.checksOut({ ...person, items }))).toMatchObject(afterwards(items.length));
  });

  it("and a refused one reads nothing more", () => {
    const { store, items, person, reads } = observedStore();
    const many = items.map((item) => ({ ...item, quantity: 9_999 }));
    expect(reads(() => store.checkOut({ ...person, items: many }))).toMatchObject(onceEach);
  });
});

describe("an order action reads stock once", () => {
  it("when it is cancelled", () => {
    const { store, items, person, reads } = observedStore();
    const { id } = store.checksOut({ ...person, items });
    expect(reads(() => store.must("orders.cancelOrder", { id, reason: "Mistake" }))).toMatchObject({
      settings: 0,
      inventory_levels: 1 + items.length,
    });
  });
});
