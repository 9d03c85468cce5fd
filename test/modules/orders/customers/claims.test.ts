import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Actor, anonymous } from "../../../../src/kernel/access/actor.ts";
import { claimBatch } from "../../../../src/modules/orders/claiming/commands.ts";
import { orderShape } from "../../../../src/modules/orders/index.ts";
import { listOwnOrders } from "../../../../src/modules/orders/own/workflows.ts";
import { readAnyOrder, readOwnOrder } from "../../../../src/modules/orders/queries.ts";
import { openCustomerShop } from "../../customers/shop.ts";

const page = { limit: 20, after: null, count: true };

/** A shop with a lamp, and who orders it. */
function open() {
  const shop = openCustomerShop();
  const made = shop.must("catalogue.createProduct", {
    translations: [{ locale: "en", title: "Lamp" }],
    variants: [{ prices: [{ amount: 1_000, currency: "USD" }], stocked: 10_000 }],
  });
  const { variants } = z.object({ variants: z.array(z.object({ id: z.string() })) }).parse(made);
  const order = (email: string, more: object = {}) => {
    shop.platform.clock.advance(60_000);
    const items = [{ variantId: variants[0]?.id, quantity: 1 }];
    return orderShape.parse(shop.must("till.place", { items, email, token: "token", ...more })).id;
  };
  const settle = () => shop.platform.passTime(shop.tenant, 60_000);
  /** The orders in somebody's account, newest first. */
  const ordersOf = async (actor: Actor) => {
    await settle();
    const answer = await shop.as(actor, listOwnOrders, page);
    return typeof answer === "string" ? answer : answer.items.map(({ id }) => id);
  };
  const ownerOf = async (id: string) => {
    const answer = await shop.invoke(readAnyOrder, { id });
    return answer.ok ? answer.value.customerId : answer.refusal.code;
  };
  return { ...shop, order, ordersOf, ownerOf, settle };
}

describe("a guest's orders", () => {
  it("become the customer's when the e-mail address is verified, whatever its case", async () => {
    const shop = open();
    const first = shop.order("Ada@example.com");
    const second = shop.order("ada@example.com");
    const other = shop.order("grace@example.com");
    const ada = shop.register("ADA@example.com", false);
    expect(await shop.ordersOf(ada)).toEqual([]);
    shop.must("accounts.verify", { id: ada.id });
    expect(await shop.ordersOf(ada)).toEqual([second, first]);
    expect(await shop.ownerOf(other)).toBeNull();
    expect(await shop.ownerOf(first)).toBe(ada.id);
  });

  it("never become anybody's who only registered with the address", async () => {
    const shop = open();
    const before = shop.order("ada@example.com");
    const stranger = shop.register("ada@example.com", false);
    const after = shop.order("ada@example.com");
    expect(await shop.ordersOf(stranger)).toEqual([]);
    shop.must("customers.updateCustomer", { id: stranger.id, patch: { locale: "de", status: "active" } });
    expect(await shop.ordersOf(stranger)).toEqual([]);
    expect(await shop.as(stranger, readOwnOrder, { id: before, orderToken: null })).toBe("not-found");
    expect(await shop.ownerOf(after)).toBeNull();
  });

  it("never become those of a customer without an account", async () => {
    const shop = open();
    const { id } = shop.add("ada@example.com");
    shop.must("accounts.verify", { id });
    const order = shop.order("ada@example.com");
    await shop.settle();
    expect(await shop.ownerOf(order)).toBeNull();
  });

  it("are the customer's at once if they are placed later, without signing in", async () => {
    const shop = open();
    const ada = shop.register("ada@example.com");
    const order = shop.order("ada@example.com");
    expect(await shop.ordersOf(ada)).toEqual([order]);
    expect(
      shop.tenant.core.eventsAfter(0, 1_000).events.filter(({ type }) => type === "order.claimed"),
    ).toEqual([
      expect.objectContaining({
        aggregate: { type: "order", id: order, version: 1 },
        data: { customerId: ada.id },
      }),
    ]);
  });

  it("do not tell who places them whether the address has an account", async () => {
    const shop = open();
    const ada = shop.register("ada@example.com");
    const id = shop.order("ada@example.com");
    const asGuest = await shop.as(anonymous, readOwnOrder, { id, orderToken: "token" }, { bearsToken: true });
    expect(asGuest).toMatchObject({ id, customerId: null });
    expect(JSON.stringify(asGuest)).not.toContain(ada.id);
    expect(JSON.stringify(asGuest)).not.toContain("order.claimed");
    expect(await shop.as(ada, readOwnOrder, { id, orderToken: null })).toMatchObject({ customerId: ada.id });
  });

  it("are claimed once, and stay with the customer who has claimed them", async () => {
    const shop = open();
    const order = shop.order("ada@example.com");
    const ada = shop.register("ada@example.com");
    await shop.settle();
    shop.must("customers.updateCustomer", { id: ada.id, patch: { email: "lovelace@example.com" } });
    const other = shop.register("ada@example.com");
    expect(await shop.ordersOf(other)).toEqual([]);
    expect(await shop.ordersOf(ada)).toEqual([order]);
    expect(
      shop.tenant.core.eventsAfter(0, 1_000).events.filter(({ type }) => type === "order.claimed"),
    ).toHaveLength(1);
  });

  it("are all claimed, however many there are", async () => {
    const shop = open();
    const orders = Array.from({ length: claimBatch + 20 }, () => shop.order("ada@example.com"));
    const ada = shop.register("ada@example.com");
    await shop.settle();
    const answer = await shop.as(ada, listOwnOrders, page);
    expect(answer).toMatchObject({ totalCount: orders.length });
  });
});

describe("a guest's order whose e-mail address staff corrects", () => {
  const correct = (shop: ReturnType<typeof open>, id: string, email: string) =>
    orderShape.parse(shop.must("orders.updateOrder", { id, email }));

  it("is found by the new address when that is verified, and not by the old one", async () => {
    const shop = open();
    const order = shop.order("adda@example.com");
    expect(correct(shop, order, "Ada@example.com")).toMatchObject({
      email: "Ada@example.com",
      customerId: null,
    });
    const wrong = shop.register("adda@example.com");
    expect(await shop.ordersOf(wrong)).toEqual([]);
    const ada = shop.register("ada@example.com");
    expect(await shop.ordersOf(ada)).toEqual([order]);
  });

  it("is at once the customer's who has verified the new address before", async () => {
    const shop = open();
    const ada = shop.register("ada@example.com");
    const stranger = shop.register("grace@example.com", false);
    const [first, second] = [shop.order("adda@example.com"), shop.order("adda@example.com")];
    expect(correct(shop, first, "ada@example.com")).toMatchObject({ customerId: ada.id });
    expect(correct(shop, second, "grace@example.com")).toMatchObject({ customerId: null });
    expect(await shop.ordersOf(ada)).toEqual([first]);
    expect(await shop.ordersOf(stranger)).toEqual([]);
  });

  it("stays with its customer once it has one, and the list for staff has the new address", async () => {
    const shop = open();
    const [ada, grace] = [shop.register("ada@example.com"), shop.register("grace@example.com")];
    const order = shop.order("ada@example.com");
    expect(correct(shop, order, "grace@example.com")).toMatchObject({ customerId: ada.id });
    expect(await shop.ordersOf(grace)).toEqual([]);
    expect(shop.platform.readModel.rows("SELECT email FROM orders")).toEqual([
      { email: "grace@example.com" },
    ]);
    correct(shop, order, "grace@example.com");
    expect(
      shop.tenant.core.eventsAfter(0, 100).events.filter(({ type }) => type === "order.updated"),
    ).toHaveLength(1);
  });
});

describe("a customer whom staff has added", () => {
  it("and who registers gets the orders of a guest together with what staff knew", async () => {
    const shop = open();
    const added = shop.add("ada@example.com", { firstName: "Ada" });
    const order = shop.order("ada@example.com");
    const ada = shop.register("ada@example.com", false);
    expect(await shop.ordersOf(ada)).toEqual([]);
    shop.must("accounts.verify", { id: ada.id });
    expect(await shop.ordersOf(ada)).toEqual([order]);
    expect(shop.read(ada.id)).toMatchObject({ firstName: "Ada" });
    expect(shop.read(added.id)).toBe("not-found");
  });
});
