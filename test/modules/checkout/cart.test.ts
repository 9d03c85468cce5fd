import { describe, expect, it } from "vitest";
import { openStore, refusalOf } from "./given.ts";

const money = (amount: number, currency = "USD") => ({ amount, currency });

describe("a new cart", () => {
  it("is empty, in the tenant's currency and language, with an id that cannot be guessed", () => {
    const { open } = openStore();
    const cart = open();
    expect(cart).toEqual({
      id: expect.stringMatching(/^cart_[\w-]{27,}$/),
      status: "active",
      currency: "USD",
      locale: "en",
      email: null,
      items: [],
      shippingAddress: null,
      billingAddress: null,
      adjustments: [],
      codes: [],
      shippingOption: null,
      shippingTaxes: [],
      totals: {
        subtotal: money(0),
        discount: money(0),
        shipping: money(0),
        tax: money(0),
        total: money(0),
      },
      note: null,
      version: 1,
    });
    expect(open().id).not.toBe(cart.id);
  });

  it("uses the browser's language if the tenant has it, and an explicit locale in any case", () => {
    const { open } = openStore();
    expect(open({ requestedLocales: ["fr", "de-AT"] }).locale).toBe("de");
    expect(open({ requestedLocales: ["fr"] }).locale).toBe("en");
    expect(open({ locale: "fr", requestedLocales: ["de"] }).locale).toBe("fr");
  });

  it("can be opened with items, in an explicit currency", () => {
    const { open, sell } = openStore();
    const { variantId, productId } = sell({
      title: "Lamp",
      titles: { de: "Lampe" },
      prices: { USD: 1_000, EUR: 900 },
    });
    const cart = open({ currency: "EUR", locale: "de", items: [{ variantId, quantity: 2 }] });
    expect(cart).toMatchObject({ currency: "EUR", locale: "de", totals: { total: money(1_800, "EUR") } });
    expect(cart.items).toEqual([
      {
        id: expect.stringMatching(/^item_/),
        variantId,
        productId,
        title: "Lampe",
        variantTitle: "Default",
        sku: null,
        image: null,
        quantity: 2,
        adjustments: [],
        taxes: [],
        unitPrice: money(900, "EUR"),
        subtotal: money(1_800, "EUR"),
        discount: money(0, "EUR"),
        tax: money(0, "EUR"),
        total: money(1_800, "EUR"),
        available: true,
        availability: "in-stock",
        maxQuantity: 100,
        priceChanged: false,
      },
    ]);
  });

  it("is refused in a currency that is not enabled", () => {
    const { run } = openStore();
    expect(refusalOf(run("checkout.openCart", { currency: "JPY", requestedLocales: [] }))).toEqual({
      code: "currency-not-enabled",
      pointers: ["/currency"],
    });
  });
});

describe("adding items to a cart", () => {
  it("merges with a line of the same variant, else appends a line", () => {
    const store = openStore();
    const [one, two] = [store.sell({ title: "One" }), store.sell({ title: "Two" })];
    const { id } = store.open({ items: [{ variantId: one.variantId, quantity: 1 }] });
    store.add(id, two.variantId, 3);
    const cart = store.add(id, one.variantId, 2);
    expect(cart.items.map(({ title, quantity }) => [title, quantity])).toEqual([
      ["One", 3],
      ["Two", 3],
    ]);
    expect(cart.version).toBe(3);
  });

  it("merges within one request too, whatever the case of the id", () => {
    const { open, sell } = openStore();
    const { variantId } = sell();
    const lower = `var_${variantId.slice(4).toLowerCase()}`;
    const items = [
      { variantId, quantity: 1 },
      { variantId: lower, quantity: 2 },
    ];
    expect(open({ items }).items).toMatchObject([{ variantId, quantity: 3 }]);
  });

  it("is limited to 9,999 of one variant, however they were added", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const { id } = store.open({ items: [{ variantId, quantity: 9_999 }] });
    expect(refusalOf(store.run("checkout.addItem", { id, variantId, quantity: 1 }))).toEqual({
      code: "too-large",
      pointers: ["/quantity"],
    });
    const items = [
      { variantId, quantity: 5_000 },
      { variantId, quantity: 5_000 },
    ];
    expect(refusalOf(store.run("checkout.openCart", { items, requestedLocales: [] }))).toEqual({
      code: "too-large",
      pointers: ["/items/1/quantity"],
    });
  });

  it("requires a published variant with a price in the cart's currency", () => {
    const store = openStore();
    const draft = store.sell({ draft: true });
    const euros = store.sell({ prices: { EUR: 900 } });
    const { id } = store.open();
    const put = (variantId: string) =>
      refusalOf(store.run("checkout.addItem", { id, variantId, quantity: 1 }));
    expect(put("var_01J00000000000000000000000")).toEqual({
      code: "unknown-variant",
      pointers: ["/variantId"],
    });
    expect(put("nonsense")).toMatchObject({ code: "unknown-variant" });
    expect(put(draft.variantId)).toMatchObject({ code: "unknown-variant" });
    expect(put(euros.variantId)).toEqual({ code: "price-unavailable", pointers: ["/variantId"] });
    expect(store.read(id)).toMatchObject({ value: { items: [], version: 1 } });
  });

  it("does not require stock, but the line shows whether it is available", () => {
    const store = openStore();
    const scarce = store.sell({ stocked: 2 });
    const later = store.sell({ stocked: 0, policy: "continue" });
    const endless = store.sell({ policy: "untracked" });
    const cart = store.open({
      items: [scarce, later, endless].map(({ variantId }) => ({ variantId, quantity: 2 })),
    });
    expect(cart.items.map(({ available }) => available)).toEqual([true, true, true]);
    expect(store.add(cart.id, scarce.variantId, 1).items[0]).toMatchObject({ available: false, quantity: 3 });
  });

  it("is refused if the amounts would not be exact", () => {
    const store = openStore();
    const { variantId } = store.sell({ prices: { USD: 1_000_000_000_000 } });
    const { id } = store.open({ items: [{ variantId, quantity: 9_000 }] });
    expect(refusalOf(store.run("checkout.addItem", { id, variantId, quantity: 1 })).code).toBe("too-large");
  });

  it("is limited to 250 lines", () => {
    const store = openStore();
    const sizes = Array.from({ length: 250 }, (_, index) => `Size ${index}`);
    const items = store.sellAll(sizes).map((variantId) => ({ variantId, quantity: 1 }));
    const { id } = store.open({ items });
    const { variantId } = store.sell();
    expect(refusalOf(store.run("checkout.addItem", { id, variantId, quantity: 1 })).code).toBe("too-large");
    expect(store.add(id, items[0]?.variantId ?? "", 1).items).toHaveLength(250);
  });
});

describe("a line", () => {
  it("changes its quantity, and is removed at 0 or on request", () => {
    const store = openStore();
    const [one, two] = [store.sell(), store.sell()];
    const cart = store.open({ items: [one, two].map(({ variantId }) => ({ variantId, quantity: 1 })) });
    const [first, second] = cart.items;
    const change = (itemId: string | undefined, quantity: number) =>
      store.does<typeof cart>("checkout.changeItem", { id: cart.id, itemId, quantity });
    expect(change(first?.id, 7).items.map(({ quantity }) => quantity)).toEqual([7, 1]);
    expect(change(first?.id, 0).items.map(({ id }) => id)).toEqual([second?.id]);
    expect(store.does<typeof cart>("checkout.removeItem", { id: cart.id, itemId: second?.id }).items).toEqual(
      [],
    );
    expect(
      refusalOf(store.run("checkout.changeItem", { id: cart.id, itemId: first?.id, quantity: 1 })).code,
    ).toBe("not-found");
  });
});

describe("a stale edit of a cart", () => {
  it("is refused if the request has an If-Match", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const { id } = store.open();
    const add = (version: number) =>
      store.run("checkout.addItem", { id, variantId, quantity: 1 }, { ifMatch: [`"${version}"`] });
    expect(add(1)).toMatchObject({ ok: true, answer: { version: 2 } });
    expect(refusalOf(add(1)).code).toBe("version-mismatch");
    expect(add(2)).toMatchObject({ ok: true });
  });
});

describe("an unknown cart", () => {
  it("is not found by any operation", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const id = "cart_000000000000000000000000000";
    for (const [command, input] of [
      ["checkout.addItem", { variantId, quantity: 1 }],
      ["checkout.updateCart", { patch: {} }],
      ["checkout.changeItem", { itemId: "item_1", quantity: 1 }],
      ["checkout.removeItem", { itemId: "item_1" }],
      ["checkout.completeCart", { minted: { hash: "h", sealed: "s" } }],
    ] as const)
      expect(refusalOf(store.run(command, { id, ...input })).code, command).toBe("not-found");
    expect(refusalOf(store.read(id)).code).toBe("not-found");
  });
});

describe("the token of a cart", () => {
  const hashes = (store: ReturnType<typeof openStore>) =>
    store.tenant.storage.rows("SELECT token_hash FROM carts").map((row) => String(row.token_hash));

  it("is stored as its hash, which opens no cart", () => {
    const store = openStore();
    const { id } = store.open();
    const [hash = ""] = hashes(store);
    expect(hash).toMatch(/^[\w-]{43}$/);
    for (const stolen of [hash, `cart_${hash}`, id.slice("cart_".length)])
      expect(refusalOf(store.read(stolen)).code).toBe("not-found");
    expect(store.read(id)).toMatchObject({ ok: true, value: { id } });
  });

  it("opens a cart from before tokens were hashed, which can be changed and completed", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const { id } = store.ready({ variantId, quantity: 1 });
    store.tenant.storage.run(`UPDATE carts SET token_hash = '${id}'`);
    expect(store.add(id, variantId)).toMatchObject({ id, version: 3 });
    expect(hashes(store)).toEqual([id]);
    expect(store.completes(id)).toMatchObject({ number: 1_001 });
    expect(store.read(id)).toMatchObject({ value: { status: "completed" } });
  });
});

describe("a change of a cart", () => {
  it("is private: there is no event and no audit entry, and neither has the cart's token", () => {
    const store = openStore();
    const { variantId } = store.sell();
    const [events, entries] = [store.told().length, store.auditLog().length];
    const { id } = store.open({ items: [{ variantId, quantity: 1 }] });
    store.add(id, variantId);
    store.patch(id, { email: "ada@shop.example" });
    expect(store.told()).toHaveLength(events);
    expect(store.auditLog()).toHaveLength(entries);
    store.run("checkout.completeCart", { id, minted: { hash: "h", sealed: "s" } });
    const cart = store.ready({ variantId, quantity: 1 });
    store.completes(cart.id);
    const secret = cart.id.slice("cart_".length);
    for (const table of ["events", "audit_log", "aggregates"])
      expect(JSON.stringify(store.tenant.storage.rows(`SELECT * FROM ${table}`))).not.toContain(secret);
  });
});

describe("what a shopper writes", () => {
  const patched = (patch: object) => {
    const store = openStore();
    return store.run("checkout.updateCart", { id: store.open().id, patch });
  };

  it.each([
    ["a note", { note: "x".repeat(1_001) }, "/patch/note"],
    ["a note in bytes", { note: "\u0001".repeat(900) }, "/patch/note"],
    [
      "a line of an address",
      { shippingAddress: { country: "DE", city: "x".repeat(201) } },
      "/patch/shippingAddress/city",
    ],
    [
      "a line in bytes",
      { billingAddress: { country: "DE", city: "語".repeat(134) } },
      "/patch/billingAddress/city",
    ],
    ["an e-mail address", { email: `${"a".repeat(64)}@${"b".repeat(250)}.example` }, "/patch/email"],
  ])("is limited: %s", (_, patch, pointer) => {
    expect(refusalOf(patched(patch))).toEqual({ code: "validation-failed", pointers: [pointer] });
  });

  it("may be as long as the limit", () => {
    const shippingAddress = { country: "DE", city: "語".repeat(133), address1: "x".repeat(200) };
    expect(patched({ note: "x".repeat(1_000), shippingAddress })).toMatchObject({ ok: true });
  });
});
