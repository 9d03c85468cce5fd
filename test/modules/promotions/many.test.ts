import { describe, expect, it } from "vitest";
import { manyPromotions } from "../../support/many-promotions.ts";
import { duringStatements, readsDuring } from "../../support/node/reads.ts";
import { openPromotedStore, usd } from "./given.ts";

/** A shop with so many promotions, and the cart of a shopper whose e-mail address is known. */
function openBusyStore(count: number) {
  const store = openPromotedStore();
  for (const one of manyPromotions(count)) store.promote(one);
  const lamp = store.sell();
  const desk = store.sell({ title: "Desk" });
  const cart = store.open({ items: [{ variantId: lamp.variantId, quantity: 1 }], email: "ada@shop.example" });
  const add = () => store.add(cart.id, desk.variantId);
  add();
  return { store, add };
}

/** What one more line reads and writes. Nothing else waits to be done meanwhile. */
async function statementsOf({ store, add }: ReturnType<typeof openBusyStore>) {
  await store.platform.deliverAll();
  const ran: string[] = [];
  duringStatements(store.tenant.storage, (sql) => ran.push(sql), add);
  return ran;
}

describe("a shop with a thousand promotions", () => {
  const busy = openBusyStore(1_000);

  it("takes three statements more for a line of a cart: its groups, the shopper's uses, and whether there is an order", async () => {
    const without = await statementsOf(openBusyStore(0));
    const more = (await statementsOf(busy)).filter((sql) => !without.includes(sql));
    expect(more).toEqual([
      expect.stringContaining("group_products"),
      expect.stringContaining("promotion_uses"),
      expect.stringContaining("orders"),
    ]);
  });

  it("reads them and their usage once, and not again after an order that used some", () => {
    const { store, add } = busy;
    const ofPromotions = () => readsDuring(store.tenant.storage, add);
    expect(ofPromotions()).not.toHaveProperty("promotions");
    expect(ofPromotions()).not.toHaveProperty("promotion_usage");
    const { variantId } = store.sell({ ships: false });
    const { totals } = store.checksOut({ email: "bob@shop.example", items: [{ variantId, quantity: 1 }] });
    expect(totals.discount).toEqual(usd(20));
    expect(ofPromotions()).not.toHaveProperty("promotions");
    expect(ofPromotions()).not.toHaveProperty("promotion_usage");
  });
});

describe("a promotion that a basket had nothing to do with", () => {
  it("applies once the basket has what it names: a tag, a product, a country, a group", () => {
    const store = openPromotedStore();
    const { productId, variantId } = store.sell();
    const action = { kind: "percent", on: "order", rate: 1_000 } as const;
    const promote = (name: string, conditions: readonly object[], more: object = action) =>
      store.promote({ name, conditions, action: more });
    promote("tagged", [], { kind: "percent", on: "items", rate: 1_000, selector: { tags: ["new"] } });
    promote("product", [{ kind: "contains", selector: { products: [productId] } }]);
    promote("country", [{ kind: "country", in: ["DE"] }]);
    promote("group", [{ kind: "customerGroup", in: ["wholesale"] }]);
    const cart = store.open({ items: [{ variantId, quantity: 1 }] });
    expect(cart.totals.discount).toEqual(usd(100));
    store.must("catalogue.updateProduct", { id: productId, patch: { tags: ["new"] } });
    const abroad = store.patch(cart.id, { shippingAddress: { country: "DE" } });
    expect(abroad.totals.discount).toEqual(usd(100 + 90 + 81));
    expect(store.patch(cart.id, { shippingAddress: { country: "FR" } }).totals.discount).toEqual(usd(190));
    expect(store.add(cart.id, variantId).totals.discount).toEqual(usd(380));
  });

  it("is gone once it was archived, and is back once it is active", () => {
    const store = openPromotedStore();
    const { variantId } = store.sell();
    const { id } = store.promote();
    const cart = store.open({ items: [{ variantId, quantity: 1 }] });
    const discount = () => store.patch(cart.id, { note: null }).totals.discount.amount;
    store.must("promotions.updatePromotion", { id, patch: { status: "archived" } });
    expect(discount()).toBe(0);
    store.must("promotions.updatePromotion", { id, patch: { status: "active" } });
    expect(discount()).toBe(100);
    store.must("promotions.deletePromotion", { id });
    expect(discount()).toBe(0);
  });
});
