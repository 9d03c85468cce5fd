import { describe, expect, it } from "vitest";
import { address, openStore, refusalOf, type Store, shippingOptions } from "./given.ts";

const money = (amount: number, currency = "USD") => ({ amount, currency });

const available = (store: Store, variantId: string) => {
  const [level] = store.tenant.storage.rows(
    "SELECT sum(stocked - reserved) AS available FROM inventory_levels WHERE variant_id = ?",
    variantId,
  );
  return level?.available;
};

describe("a complete cart", () => {
  it("becomes an order: its items are reserved and copied, the order gets a number, and the cart is closed", () => {
    const store = openStore();
    const { variantId, productId } = store.sell({ title: "Lamp", stocked: 10 });
    const cart = store.ready({ variantId, quantity: 3 });
    const before = store.told().length;
    const order = store.completes(cart.id);
    expect(order).toMatchObject({
      number: 1_001,
      status: "confirmed",
      paymentStatus: "unpaid",
      email: "ada@shop.example",
      currency: "USD",
      items: [{ variantId, productId, title: "Lamp", quantity: 3, unitPrice: money(1_000) }],
      shippingAddress: address,
      billingAddress: address,
      shippingOption: { name: "Flat rate", price: money(500) },
      totals: cart.totals,
      payments: [{ provider: "manual", amount: money(3_500) }],
    });
    expect(cart.totals.total).toEqual(money(3_500));
    expect(available(store, variantId)).toBe(7);
    expect(store.told().slice(before)).toEqual(
      expect.arrayContaining(["order.placed", "inventory.reservation.created", "cart.completed"]),
    );
    expect(store.read(cart.id)).toMatchObject({ value: { status: "completed", version: cart.version + 1 } });
  });

  it("counts as unpaid stock of its shopper until it is paid", () => {
    const store = openStore();
    const { variantId } = store.sell({ stocked: 10 });
    store.complete(store.ready({ variantId, quantity: 3 }).id, {}, { address: "192.0.2.1" });
    expect(store.tenant.storage.rows("SELECT variant_id, quantity FROM unpaid_units")).toEqual([
      { variant_id: variantId, quantity: 3 },
    ]);
  });

  it("becomes one order only: another key is refused, and so are changes", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const cart = store.ready({ variantId, quantity: 1 });
    store.completes(cart.id);
    expect(refusalOf(store.complete(cart.id)).code).toBe("cart-completed");
    expect(refusalOf(store.run("checkout.addItem", { id: cart.id, variantId, quantity: 1 })).code).toBe(
      "cart-completed",
    );
    expect(refusalOf(store.run("checkout.updateCart", { id: cart.id, patch: {} })).code).toBe(
      "cart-completed",
    );
  });

  it("shows the ordered prices, whatever they are now", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const cart = store.ready({ variantId, quantity: 2 });
    store.completes(cart.id);
    store.price(variantId, { USD: 9_999 });
    expect(store.read(cart.id)).toMatchObject({
      value: { items: [{ unitPrice: money(1_000), priceChanged: false }], totals: cart.totals },
    });
  });

  it("needs no address and no shipping option if nothing has to be shipped", () => {
    const store = openStore();
    const { variantId } = store.sell({ ships: false });
    const cart = store.open({ email: "ada@shop.example", items: [{ variantId, quantity: 1 }] });
    expect(store.completes(cart.id)).toMatchObject({
      shippingAddress: null,
      shippingOption: null,
      totals: { shipping: money(0), total: money(1_000) },
    });
  });

  it("becomes a pending order if the variant may be backordered", () => {
    const store = openStore();
    const { variantId } = store.sell({ stocked: 1, policy: "continue" });
    expect(store.completes(store.ready({ variantId, quantity: 2 }).id).status).toBe("pending");
  });
});

describe("an incomplete cart", () => {
  it("is refused with a list of everything that is missing", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const missing = (id: string) => refusalOf(store.complete(id));
    expect(missing(store.open().id)).toEqual({
      code: "checkout-incomplete",
      pointers: ["/items", "/email"],
    });
    const { id } = store.open({ items: [{ variantId, quantity: 1 }] });
    expect(missing(id).pointers).toEqual(["/email", "/shippingAddress", "/shippingOptionId"]);
    store.patch(id, { email: "ada@shop.example", shippingAddress: address });
    expect(missing(id).pointers).toEqual(["/shippingOptionId"]);
  });

  it("is one whose shipping option was deleted", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const cart = store.ready({ variantId, quantity: 1 });
    store.must("shipping.deleteOption", { id: shippingOptions(store)[0]?.id });
    expect(store.read(cart.id)).toMatchObject({ value: { shippingOption: null } });
    expect(refusalOf(store.complete(cart.id))).toEqual({
      code: "checkout-incomplete",
      pointers: ["/shippingOptionId"],
    });
  });

  it("is one whose currency is disabled", () => {
    const store = openStore();
    const { variantId } = store.sell({ prices: { EUR: 900 } });
    const cart = store.open({
      currency: "EUR",
      email: "ada@shop.example",
      items: [{ variantId, quantity: 1 }],
    });
    store.must("tenants.changeSettings", { currencies: ["USD"] });
    expect(refusalOf(store.complete(cart.id))).toEqual({
      code: "currency-not-enabled",
      pointers: ["/currency"],
    });
  });
});

describe("a price that changed since the last change of the cart", () => {
  const given = () => {
    const store = openStore();
    const [same, dearer, cheaper] = [store.sell(), store.sell(), store.sell()];
    const items = [same, dearer, cheaper].map(({ variantId }) => ({ variantId, quantity: 1 }));
    const cart = store.ready(...items);
    store.price(dearer.variantId, { USD: 1_200 });
    store.price(cheaper.variantId, { USD: 900 });
    return { store, cart, total: 1_000 + 1_200 + 900 + 500 };
  };

  it("stops the order and lists the lines, whether higher or lower", () => {
    const { store, cart } = given();
    expect(refusalOf(store.complete(cart.id))).toEqual({
      code: "cart-changed",
      pointers: ["/items/1", "/items/2"],
    });
    expect(store.read(cart.id)).toMatchObject({ value: { status: "active" } });
  });

  it("is accepted by expecting the new total, and stored in the cart", () => {
    const { store, cart, total } = given();
    expect(store.completes(cart.id, { expectedTotal: money(total) }).totals.total).toEqual(money(total));
    expect(store.read(cart.id)).toMatchObject({
      value: { items: [{}, { unitPrice: money(1_200), priceChanged: false }, {}] },
    });
  });

  it("is accepted by any change to the cart", () => {
    const { store, cart, total } = given();
    store.patch(cart.id, {});
    expect(store.completes(cart.id).totals.total).toEqual(money(total));
  });

  it.each([1, -1])("is not accepted by expecting %i more than the total", (more) => {
    const { store, cart, total } = given();
    expect(refusalOf(store.complete(cart.id, { expectedTotal: money(total + more) }))).toEqual({
      code: "cart-changed",
      pointers: ["/expectedTotal", "/items/1", "/items/2"],
    });
  });
});

describe("an expected total", () => {
  it("stops the order if it differs, even if no price has changed: shipping or tax may have", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const cart = store.ready({ variantId, quantity: 1 });
    store.must("tenants.changeSettings", { taxRates: [{ country: "DE", rate: 1_900 }] });
    expect(refusalOf(store.complete(cart.id, { expectedTotal: cart.totals.total }))).toEqual({
      code: "cart-changed",
      pointers: ["/expectedTotal"],
    });
    expect(store.completes(cart.id, { expectedTotal: money(1_690) }).totals.tax).toEqual(money(190));
  });

  it("differs if its currency does", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const cart = store.ready({ variantId, quantity: 1 });
    const expectedTotal = money(cart.totals.total.amount, "EUR");
    expect(refusalOf(store.complete(cart.id, { expectedTotal })).code).toBe("cart-changed");
  });
});

describe("a variant that is no longer published", () => {
  it("stops the order until it is removed, whatever total is expected", () => {
    const store = openStore();
    const [stays, goes] = [store.sell(), store.sell()];
    const cart = store.ready(...[stays, goes].map(({ variantId }) => ({ variantId, quantity: 1 })));
    store.must("catalogue.unpublishProduct", { id: goes.productId });
    const gone = { code: "cart-changed", pointers: ["/items/1"] };
    expect(refusalOf(store.complete(cart.id))).toEqual(gone);
    expect(refusalOf(store.complete(cart.id, { expectedTotal: cart.totals.total }))).toEqual(gone);
    store.patch(cart.id, {});
    expect(refusalOf(store.complete(cart.id))).toEqual(gone);
    store.does("checkout.removeItem", { id: cart.id, itemId: cart.items[1]?.id });
    expect(store.completes(cart.id).items).toHaveLength(1);
  });
});

describe("insufficient stock", () => {
  it("stops the whole order and lists the lines; nothing is reserved and no number is used", () => {
    const store = openStore();
    const plenty = store.sell({ stocked: 10 });
    const scarce = store.sell({ stocked: 1 });
    const cart = store.ready(
      { variantId: plenty.variantId, quantity: 2 },
      { variantId: scarce.variantId, quantity: 2 },
    );
    expect(refusalOf(store.complete(cart.id))).toEqual({
      code: "insufficient-inventory",
      pointers: ["/items/1"],
    });
    expect([plenty, scarce].map(({ variantId }) => available(store, variantId))).toEqual([10, 1]);
    store.does("checkout.changeItem", { id: cart.id, itemId: cart.items[1]?.id, quantity: 1 });
    expect(store.completes(cart.id).number).toBe(1_001);
    expect(store.completes(store.ready({ variantId: plenty.variantId, quantity: 1 }).id).number).toBe(1_002);
  });
});

describe("a checkout in one request", () => {
  it("lists everything that is missing, items included", () => {
    const store = openStore();
    for (const items of [undefined, []])
      expect(refusalOf(store.checkOut({ items }))).toEqual({
        code: "checkout-incomplete",
        pointers: ["/items", "/email"],
      });
    const { variantId } = store.sell();
    expect(refusalOf(store.checkOut({ items: [{ variantId, quantity: 1 }] })).pointers).toEqual([
      "/email",
      "/shippingAddress",
    ]);
  });

  it("is refused by the same rules, with pointers into the request", () => {
    const store = openStore();
    const { variantId } = store.sell({ stocked: 1 });
    const whole = {
      email: "ada@shop.example",
      shippingAddress: address,
      shippingOptionId: shippingOptions(store)[0]?.id,
    };
    const refused = (more: object) => refusalOf(store.checkOut({ ...whole, ...more }));
    const items = [{ variantId, quantity: 1 }];
    expect(refused({ items: [...items, { variantId: "nonsense", quantity: 1 }] })).toEqual({
      code: "unknown-variant",
      pointers: ["/items/1/variantId"],
    });
    expect(refused({ items, currency: "EUR" })).toEqual({
      code: "price-unavailable",
      pointers: ["/items/0/variantId"],
    });
    expect(refused({ items, currency: "JPY" }).code).toBe("currency-not-enabled");
    expect(refused({ items, shippingOptionId: "nonsense" })).toEqual({
      code: "unknown-reference",
      pointers: ["/shippingOptionId"],
    });
    expect(refused({ items: [{ variantId, quantity: 2 }] })).toEqual({
      code: "insufficient-inventory",
      pointers: ["/items/0"],
    });
    expect(refused({ items, expectedTotal: money(1_501) })).toEqual({
      code: "cart-changed",
      pointers: ["/expectedTotal"],
    });
    expect(store.checksOut({ ...whole, items, expectedTotal: money(1_500) }).number).toBe(1_001);
  });
});
