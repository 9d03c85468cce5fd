import { describe, expect, it } from "vitest";
import { type Actor, anonymous } from "../../../../src/kernel/access/actor.ts";
import type { CartContent } from "../../../../src/modules/checkout/cart/schema.ts";
import { attachCart, readOwnCart } from "../../../../src/modules/checkout/own/commands.ts";
import { showOwnCart } from "../../../../src/modules/checkout/own/workflows.ts";
import { createAddress } from "../../../../src/modules/customers/addresses/commands.ts";
import { customerAddressInput } from "../../../../src/modules/customers/addresses/schema.ts";
import { openCustomerShop } from "../../customers/shop.ts";
import { openStore, shippingOptions } from "../given.ts";

/** A shop that sells two things, a customer, and a stranger who is one too. */
function open() {
  const shop = openCustomerShop();
  const store = openStore(shop);
  const ada = shop.register("ada@example.com");
  const grace = shop.register("grace@example.com");
  const { variantId: lamp } = store.sell();
  const { variantId: rug } = store.sell({ title: "Rug" });
  const result = (actor: Actor, command: string, input: object) => {
    const done = store.run(command, input, { actor });
    return done.ok ? (done.answer as CartContent) : done.refusal.code;
  };
  const attach = async (actor: Actor, id: string) => {
    const done = await shop.as(actor, attachCart, { id }, { bearsToken: true });
    return typeof done === "string" ? done : { ...done.cart, notMerged: done.notMerged };
  };
  /** A guest's cart, a minute after the one before. */
  const guestCart = (variantId: string, quantity = 1, more: object = {}) => {
    shop.platform.clock.advance(60_000);
    return store.open({ items: [{ variantId, quantity }], ...more });
  };
  const ownCart = (actor: Actor) => shop.as(actor, showOwnCart, {});
  return { shop, store, ada, grace, lamp, rug, result, attach, guestCart, ownCart };
}

const quantities = (cart: unknown) =>
  (cart as CartContent).items.map(({ variantId, quantity }) => [variantId, quantity]);

describe("a cart of a customer", () => {
  it("is one that is created or changed while signed in", async () => {
    const { store, ada, lamp, result, guestCart, ownCart } = open();
    expect(await ownCart(ada)).toBe("not-found");
    store.open({ items: [{ variantId: lamp, quantity: 2 }] }, { actor: ada });
    expect(await ownCart(ada)).toMatchObject({ email: "ada@example.com", items: [{ quantity: 2 }] });
    const used = guestCart(lamp);
    result(ada, "checkout.addItem", { id: used.id, variantId: lamp, quantity: 4 });
    expect(await ownCart(ada)).toMatchObject({ email: "ada@example.com", items: [{ quantity: 5 }] });
  });

  it("is found on another device, and opened by its own id with the customer's token only", async () => {
    const { shop, store, ada, grace, lamp, result, ownCart } = open();
    store.open({ items: [{ variantId: lamp, quantity: 2 }] }, { actor: ada });
    const found = await ownCart(ada);
    if (typeof found === "string") throw new Error(found);
    const { id } = found;
    expect(id).toMatch(/^crt_/);
    expect(result(ada, "checkout.addItem", { id, variantId: lamp, quantity: 1 })).toMatchObject({
      items: [{ quantity: 3 }],
    });
    expect(result(grace, "checkout.addItem", { id, variantId: lamp, quantity: 1 })).toBe("not-found");
    expect(result(anonymous, "checkout.addItem", { id, variantId: lamp, quantity: 1 })).toBe("not-found");
    expect(await ownCart(grace)).toBe("not-found");
    expect(await shop.as(anonymous, readOwnCart, {}, { bearsToken: true })).toBe("unauthenticated");
  });

  it("is not opened by another customer who knows its token", () => {
    const { store, ada, grace, lamp, result } = open();
    const { id } = store.open({ items: [{ variantId: lamp, quantity: 2 }] }, { actor: ada });
    expect(result(grace, "checkout.addItem", { id, variantId: lamp, quantity: 1 })).toBe("not-found");
    expect(result(grace, "checkout.updateCart", { id, patch: { note: "hello" } })).toBe("not-found");
    expect(result(anonymous, "checkout.updateCart", { id, patch: { note: "hello" } })).toMatchObject({
      note: "hello",
    });
  });

  it("has the customer's default addresses", async () => {
    const { shop, store, ada, lamp } = open();
    await shop.as(ada, createAddress, customerAddressInput.parse({ city: "London", country: "GB" }));
    await shop.as(
      ada,
      createAddress,
      customerAddressInput.parse({ company: "Works", country: "DE", isDefaultBilling: true }),
    );
    const cart = store.open({ items: [{ variantId: lamp, quantity: 1 }] }, { actor: ada });
    expect(cart).toMatchObject({
      shippingAddress: { city: "London", country: "GB" },
      billingAddress: { company: "Works", country: "DE" },
    });
  });

  it("becomes the customer's order, also after the customer was signed out", async () => {
    const { shop, store, ada, lamp, result, ownCart } = open();
    const options = shippingOptions(shop);
    const { id } = store.open({ items: [{ variantId: lamp, quantity: 1 }] }, { actor: ada });
    const patch = { shippingAddress: { country: "GB" }, shippingOptionId: options[0]?.id };
    result(ada, "checkout.updateCart", { id, patch });
    expect(store.completes(id)).toMatchObject({ customerId: null, email: "ada@example.com" });
    const placed = shop.tenant.core.eventsAfter(0, 1_000).events.find(({ type }) => type === "order.placed");
    expect(placed?.data).toMatchObject({ customerId: ada.id });
    expect(await ownCart(ada)).toBe("not-found");
  });
});

describe("a guest's cart is attached to the customer", () => {
  it("and the customer's other open carts are merged into it, and gone", async () => {
    const { shop, store, ada, lamp, rug, attach, guestCart, ownCart } = open();
    const older = store.open(
      {
        items: [
          { variantId: lamp, quantity: 2 },
          { variantId: rug, quantity: 1 },
        ],
      },
      { actor: ada },
    );
    const cart = guestCart(lamp, 3);
    const attached = await attach(ada, cart.id);
    expect(attached).toMatchObject({ email: "ada@example.com", version: 2, notMerged: [] });
    expect(quantities(attached)).toEqual([
      [lamp, 5],
      [rug, 1],
    ]);
    expect(quantities(await ownCart(ada))).toEqual(quantities(attached));
    expect(store.read(older.id)).toMatchObject({ ok: false });
    const [count] = shop.tenant.storage.rows("SELECT carts FROM cart_count");
    expect(count?.carts).toBe(1);
    expect(quantities(await attach(ada, cart.id))).toEqual(quantities(attached));
  });

  it("and keeps what a guest entered", async () => {
    const { ada, lamp, attach, guestCart } = open();
    const cart = guestCart(lamp, 1, { email: "work@example.com" });
    expect(await attach(ada, cart.id)).toMatchObject({ email: "work@example.com" });
  });

  it("by nobody else, and by nobody who is not signed in", async () => {
    const { ada, grace, lamp, attach, guestCart, ownCart } = open();
    const cart = guestCart(lamp);
    expect(await attach(anonymous, cart.id)).toBe("unauthenticated");
    expect(await attach(ada, "cart_unheard-of")).toBe("not-found");
    await attach(ada, cart.id);
    expect(await attach(grace, cart.id)).toBe("not-found");
    expect(await ownCart(grace)).toBe("not-found");
  });

  it("unless it has become an order", async () => {
    const { store, ada, lamp, attach } = open();
    const { id } = store.ready({ variantId: lamp, quantity: 1 });
    store.completes(id);
    expect(await attach(ada, id)).toBe("cart-completed");
  });
});
