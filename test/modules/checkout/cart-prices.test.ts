import { describe, expect, it } from "vitest";
import { address, openStore, refusalOf, shippingOptions } from "./given.ts";

const money = (amount: number, currency = "USD") => ({ amount, currency });

describe("prices in a cart", () => {
  it("are current, and show which have changed since the last change of the cart", () => {
    const store = openStore();
    const [one, two] = [store.sell(), store.sell()];
    const { id } = store.open({ items: [one, two].map(({ variantId }) => ({ variantId, quantity: 2 })) });
    store.price(two.variantId, { USD: 1_100 });
    expect(store.read(id)).toMatchObject({
      value: {
        items: [
          { unitPrice: money(1_000), priceChanged: false },
          { unitPrice: money(1_100), subtotal: money(2_200), priceChanged: true },
        ],
        totals: { total: money(4_200) },
        version: 1,
      },
    });
    expect(store.patch(id, { note: "Seen" }).items.map(({ priceChanged }) => priceChanged)).toEqual([
      false,
      false,
    ]);
    expect(store.read(id)).toMatchObject({ value: { items: [{}, { priceChanged: false }] } });
  });

  it("stand beside names in the language of the cart, which can change", () => {
    const store = openStore();
    const { variantId } = store.sell({ title: "Lamp", titles: { de: "Lampe" } });
    const cart = store.open({ locale: "de", items: [{ variantId, quantity: 1 }] });
    expect(cart.items).toMatchObject([{ title: "Lampe" }]);
    expect(store.patch(cart.id, { locale: "en" }).items).toMatchObject([{ title: "Lamp" }]);
  });

  it("stay what they were, with the name, for a variant that is no longer published", () => {
    const store = openStore();
    const { variantId, productId } = store.sell({ title: "Lamp" });
    const { id } = store.open({ items: [{ variantId, quantity: 1 }] });
    store.must("catalogue.archiveProduct", { id: productId });
    const line = { title: "Lamp", unitPrice: money(1_000), available: false, priceChanged: false };
    expect(store.read(id)).toMatchObject({ value: { items: [line] } });
    store.must("catalogue.deleteProduct", { id: productId });
    expect(store.read(id)).toMatchObject({ value: { items: [{ ...line, productId }] } });
    expect(store.patch(id, { note: "Still there?" }).items).toMatchObject([line]);
  });

  it("change with the currency, for every line or none", () => {
    const store = openStore();
    const both = store.sell({ prices: { USD: 1_000, EUR: 900 } });
    const dollars = store.sell({ prices: { USD: 500 } });
    const cart = store.open({ items: [both, dollars].map(({ variantId }) => ({ variantId, quantity: 1 })) });
    const toEuros = { id: cart.id, patch: { currency: "EUR" } };
    expect(refusalOf(store.run("checkout.updateCart", toEuros))).toEqual({
      code: "price-unavailable",
      pointers: ["/currency"],
    });
    expect(refusalOf(store.run("checkout.updateCart", { id: cart.id, patch: { currency: "JPY" } }))).toEqual({
      code: "currency-not-enabled",
      pointers: ["/currency"],
    });
    store.does("checkout.removeItem", { id: cart.id, itemId: cart.items[1]?.id });
    expect(store.patch(cart.id, { currency: "EUR" })).toMatchObject({
      currency: "EUR",
      items: [{ unitPrice: money(900, "EUR"), priceChanged: false }],
      totals: { total: money(900, "EUR") },
    });
  });
});

describe("the details of a cart", () => {
  it("are merged: omitted fields stay, null clears", () => {
    const store = openStore();
    const { id } = store.open({ email: "ada@shop.example" });
    store.patch(id, { note: "Ring twice", shippingAddress: address });
    const cart = store.patch(id, { note: null });
    expect(cart).toMatchObject({
      email: "ada@shop.example",
      note: null,
      shippingAddress: { ...address, lastName: null },
    });
  });

  it("default the billing address to the shipping address", () => {
    const store = openStore();
    const { id } = store.open();
    expect(store.patch(id, { shippingAddress: address }).billingAddress).toMatchObject(address);
    const office = { ...address, company: "Works" };
    expect(store.patch(id, { billingAddress: office }).billingAddress).toMatchObject(office);
    expect(store.patch(id, { billingAddress: null }).billingAddress).toMatchObject(address);
  });

  it("decide the tax: by the shipping address, else by the billing address", () => {
    const store = openStore();
    store.must("tenants.changeSettings", {
      taxRates: [
        { country: "DE", rate: 1_900 },
        { country: "FR", rate: 2_000 },
      ],
    });
    const { variantId } = store.sell();
    const { id } = store.open({ items: [{ variantId, quantity: 1 }] });
    expect(store.patch(id, { billingAddress: { country: "FR" } }).totals.tax).toEqual(money(200));
    expect(store.patch(id, { shippingAddress: { country: "DE" } })).toMatchObject({
      items: [{ tax: money(190), total: money(1_190) }],
      totals: { tax: money(190), total: money(1_190) },
    });
    store.must("tenants.changeSettings", { pricesIncludeTax: true });
    expect(store.read(id)).toMatchObject({
      value: { items: [{ tax: money(160), total: money(1_000) }], totals: { total: money(1_000) } },
    });
  });

  it("include a shipping option with a price in its currency, charged only if something ships", () => {
    const store = openStore();
    const [flat] = shippingOptions(store);
    const { id: express } = store.must("shipping.createOption", {
      name: "Express",
      prices: [{ amount: 1_500, currency: "USD" }],
    }) as { readonly id: string };
    const lamp = store.sell({ prices: { USD: 1_000, EUR: 900 } });
    const song = store.sell({ ships: false });
    const cart = store.open({ items: [{ variantId: lamp.variantId, quantity: 1 }] });
    const options = () =>
      store.tenant.core.ask({
        query: "checkout.readCartOptions",
        input: { id: cart.id },
        actor: { kind: "customer" },
      });
    const delivered = { kind: "delivery", locationId: null, minDays: null, maxDays: null };
    expect(options()).toEqual({
      ok: true,
      value: {
        items: [
          { id: flat?.id, name: "Flat rate", price: money(500), ...delivered },
          { id: express, name: "Express", price: money(1_500), ...delivered },
        ],
      },
    });
    expect(
      store.patch(cart.id, { shippingOptionId: express.toLowerCase().replace("SHP", "shp") }),
    ).toMatchObject({
      shippingOption: { id: express, name: "Express", price: money(1_500) },
      totals: { shipping: money(1_500), total: money(2_500) },
    });
    // It has no price in euros: it is no longer offered, nor paid for.
    expect(store.patch(cart.id, { currency: "EUR" })).toMatchObject({ shippingOption: null });
    expect(options()).toMatchObject({ value: { items: [{ id: flat?.id, price: money(500, "EUR") }] } });
    const choose = (shippingOptionId: string) =>
      refusalOf(store.run("checkout.updateCart", { id: cart.id, patch: { shippingOptionId } }));
    expect(choose(express)).toEqual({ code: "price-unavailable", pointers: ["/shippingOptionId"] });
    expect(choose("shp_01J00000000000000000000000")).toEqual({
      code: "unknown-reference",
      pointers: ["/shippingOptionId"],
    });
    const digital = store.open({ items: [{ variantId: song.variantId, quantity: 1 }] });
    expect(store.patch(digital.id, { shippingOptionId: express })).toMatchObject({
      shippingOption: null,
      totals: { shipping: money(0) },
    });
  });
});

describe("a completed cart", () => {
  it("shows what was ordered, even if taxes, shipping, prices and names have changed since", () => {
    const store = openStore();
    const { variantId, productId } = store.sell();
    const cart = store.ready({ variantId, quantity: 2 });
    const order = store.completes(cart.id);
    store.must("tenants.changeSettings", { taxRates: [{ country: "DE", rate: 1_900 }] });
    store.price(variantId, { USD: 9_000 });
    store.must("catalogue.updateProduct", {
      id: productId,
      patch: { translations: [{ locale: "en", title: "Lantern" }] },
    });
    store.must("shipping.deleteOption", { id: order.shippingOption?.id });
    const { totals, shippingOption } = order;
    const items = [{ title: "Lamp", unitPrice: money(1_000), priceChanged: false, tax: money(0) }];
    expect(store.read(cart.id)).toMatchObject({ value: { totals, shippingOption, items } });
    store.must("catalogue.unpublishProduct", { id: productId });
    expect(store.read(cart.id)).toMatchObject({ value: { totals, shippingOption, items } });
  });
});

describe("a line of a cart", () => {
  it("says the most it can have, and tells a backorder from stock", () => {
    const store = openStore();
    const wares = [
      store.sell({ stocked: 2 }),
      store.sell({ stocked: 1 }),
      store.sell({ stocked: 2, policy: "continue" }),
      store.sell({ stocked: 1, policy: "continue" }),
      store.sell({ policy: "untracked" }),
    ];
    const cart = store.open({ items: wares.map(({ variantId }) => ({ variantId, quantity: 2 })) });
    expect(cart.items.map(({ availability, maxQuantity }) => [availability, maxQuantity])).toEqual([
      ["in-stock", 2],
      ["out-of-stock", 1],
      ["in-stock", null],
      ["backorder", null],
      ["in-stock", null],
    ]);
  });

  it("can have no more than a line can, however much is in stock", () => {
    const store = openStore();
    const { variantId } = store.sell({ stocked: 20_000 });
    expect(store.open({ items: [{ variantId, quantity: 1 }] }).items[0]?.maxQuantity).toBe(9_999);
  });
});

describe("amounts that are too large to be exact", () => {
  it("are refused in a new cart and in an open one, and nothing is stored", () => {
    const store = openStore();
    const { variantId } = store.sell({ prices: { USD: 1e12 } });
    const items = [{ variantId, quantity: 9_999 }];
    expect(refusalOf(store.run("checkout.openCart", { items })).code).toBe("too-large");
    const { id } = store.open();
    expect(refusalOf(store.run("checkout.addItem", { id, ...items[0] })).code).toBe("too-large");
    expect(store.read(id)).toMatchObject({ value: { items: [], version: 1 } });
    expect(store.tenant.storage.rows("SELECT carts FROM cart_count")).toEqual([{ carts: 1 }]);
  });
});
