import { describe, expect, it } from "vitest";
import { refusalOf } from "../checkout/given.ts";
import { openPromotedStore, usd } from "./given.ts";

const cancel = (store: ReturnType<typeof openPromotedStore>, id: string) =>
  store.must("orders.cancelOrder", { id, reason: "changed my mind" });

describe("a promotion with limits", () => {
  it("is used as often as it may be, and a cancelled order gives its use back", () => {
    const store = openPromotedStore();
    const { id } = store.promote({ limits: { uses: 2 } });
    const { variantId } = store.sell({ ships: false });
    const order = () => store.checksOut({ email: "ada@shop.example", items: [{ variantId, quantity: 1 }] });
    const [first, second, third] = [order(), order(), order()];
    expect([first, second, third].map(({ totals }) => totals.discount.amount)).toEqual([100, 100, 0]);
    expect(store.promotion(id)).toMatchObject({ used: 2, usedAmount: usd(200) });
    cancel(store, first.id);
    expect(store.promotion(id)).toMatchObject({ used: 1, usedAmount: usd(100) });
    cancel(store, third.id);
    expect(store.promotion(id)).toMatchObject({ used: 1 });
    expect(order().totals.discount).toEqual(usd(100));
  });

  it("never takes off more than its budget, and not a part of what it would", () => {
    const store = openPromotedStore();
    const { id } = store.promote({ limits: { budget: usd(250) } });
    const { variantId } = store.sell({ ships: false });
    const order = (quantity: number) =>
      store.checksOut({ email: "ada@shop.example", items: [{ variantId, quantity }] }).totals.discount.amount;
    expect([order(1), order(2), order(1), order(1)]).toEqual([100, 0, 100, 0]);
    expect(store.promotion(id)).toMatchObject({ used: 2, usedAmount: usd(200) });
  });

  it("counts the orders of a guest by e-mail address, in whatever case", () => {
    const store = openPromotedStore();
    store.promote({ limits: { usesPerCustomer: 1 } });
    const { variantId } = store.sell({ ships: false });
    const discount = (email: string) =>
      store.checksOut({ email, items: [{ variantId, quantity: 1 }] }).totals.discount.amount;
    expect(discount("ada@shop.example")).toBe(100);
    expect(discount("ADA@shop.example")).toBe(0);
    expect(discount("bob@shop.example")).toBe(100);
  });

  it("of another e-mail address is shown in a cart, and lost once the address is known", () => {
    const store = openPromotedStore();
    store.promote({ limits: { usesPerCustomer: 1 } });
    const { variantId } = store.sell({ ships: false });
    store.checksOut({ email: "ada@shop.example", items: [{ variantId, quantity: 1 }] });
    const cart = store.open({ items: [{ variantId, quantity: 1 }] });
    expect(cart.totals.discount).toEqual(usd(100));
    expect(store.patch(cart.id, { email: "ada@shop.example" }).totals.discount).toEqual(usd(0));
  });
});

describe("the list of a promotion's codes", () => {
  it("says how many orders use each, without those that were cancelled", () => {
    const store = openPromotedStore();
    const { id } = store.promote({ codes: ["ONE", "TWO"] });
    const { variantId } = store.sell({ ships: false });
    const order = (code: string) =>
      store.checksOut({
        email: "ada@shop.example",
        items: [{ variantId, quantity: 1 }],
        codes: [code],
      });
    order("one");
    cancel(store, order("ONE").id);
    const input = { id, limit: 10, after: null, count: false };
    const listed = store.tenant.core.ask({
      query: "promotions.listCodes",
      input,
      actor: { kind: "system" },
    });
    expect(listed).toMatchObject({
      value: {
        items: [
          { code: "ONE", used: 1 },
          { code: "TWO", used: 0 },
        ],
      },
    });
  });
});

describe("a cart that shows a promotion", () => {
  it("is refused as changed when others used it up meanwhile, until the shopper accepts the total", () => {
    const store = openPromotedStore();
    store.promote({ codes: ["ONE"], limits: { uses: 1 } });
    const { variantId } = store.sell({ ships: false });
    const cart = store.open({ items: [{ variantId, quantity: 1 }], email: "ada@shop.example" });
    store.enter(cart.id, "ONE");
    expect(store.buy(variantId, { codes: ["ONE"] }).ok).toBe(true);

    expect(refusalOf(store.complete(cart.id))).toEqual({ code: "cart-changed", pointers: ["/adjustments"] });
    const read = store.read(cart.id);
    if (!read.ok) throw new Error("the cart is gone");
    expect(read.value).toMatchObject({
      codes: [{ code: "ONE", applied: false, reason: "code-used-up" }],
      totals: { discount: usd(0), total: usd(1_000) },
    });
    expect(store.completes(cart.id, { expectedTotal: usd(1_000) }).totals.discount).toEqual(usd(0));
  });

  it("is refused as changed when the promotion has ended, and not when more is taken off", () => {
    const store = openPromotedStore();
    const { id } = store.promote();
    const { variantId } = store.sell({ ships: false });
    const cart = store.open({ items: [{ variantId, quantity: 1 }], email: "ada@shop.example" });
    store.must("promotions.updatePromotion", { id, patch: { status: "archived" } });
    expect(refusalOf(store.complete(cart.id)).code).toBe("cart-changed");
    store.must("promotions.updatePromotion", { id, patch: { status: "active" } });
    store.promote({
      name: "More",
      action: { kind: "amount", on: "order", amounts: [usd(50)], per: "order" },
    });
    expect(store.completes(cart.id).totals.discount).toEqual(usd(150));
  });
});
