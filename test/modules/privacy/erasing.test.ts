import { describe, expect, it } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import { finish, request } from "../../support/node/rebuilds.ts";
import { email, nothing, openErasureShop } from "./given.ts";

describe("erasing a customer", () => {
  it("leaves nothing of the person in any table, and a rebuild and a replay bring nothing back", async () => {
    const shop = openErasureShop();
    const ada = shop.register();
    for (const order of [shop.order({}, ada), shop.order()]) shop.cancel(order);
    await shop.settle();
    const found = shop.traces();
    expect(found.object).toEqual(
      expect.arrayContaining(["audit_log", "customer_addresses", "customers", "events", "orders"]),
    );
    expect(found.readModel).toEqual(
      expect.arrayContaining(["audit", "customer_terms", "customers", "order_terms", "orders"]),
    );
    expect(shop.erase(ada.id)).toMatchObject({ status: "running", orders: 0 });
    await shop.settle();
    expect(shop.erase(ada.id)).toMatchObject({ status: "completed", orders: 2 });
    expect(shop.traces()).toEqual(nothing);
    for (const wanted of [
      {},
      { kind: "replay", fromSeq: 1 },
      { kind: "replay", fromSeq: 1, subscription: "audit" },
    ] as const)
      await finish(shop.platform, shop.tenant, request(shop.tenant, wanted));
    expect(shop.traces()).toEqual(nothing);
  });

  it("ends access at once, before orders follow", () => {
    const shop = openErasureShop();
    const ada = shop.register();
    shop.cancel(shop.order({}, ada));
    shop.erase(ada.id);
    expect(shop.run("identity.updateMe", { firstName: "Eve" }, { actor: ada })).toMatchObject({ ok: false });
    expect(shop.traces().object).not.toContain("customers");
    expect(shop.read(ada.id)).toMatchObject({
      email: null,
      hasAccount: false,
      erasedAt: expect.any(String),
      addresses: [],
    });
  });

  it("keeps what the accounts need: the order adds up, is exported, and can be refunded", async () => {
    const shop = openErasureShop();
    const ada = shop.register();
    const placed = shop.order({}, ada);
    for (const step of ["capture", "ship", "deliver"])
      shop.must(`orders.${step}Order`, {
        id: placed.id,
        ...(step === "ship" ? { trackingNumber: "Countess-1", carrier: "Post" } : {}),
      });
    const before = shop.readOrder(placed);
    shop.erase(ada.id);
    await shop.settle();
    const { items, totals, number, placedAt, status, payments } = before;
    expect(shop.readOrder(placed)).toMatchObject({
      ...{ items, totals, number, placedAt, status, payments, email: null, shippingAddress: null },
      erasure: { shippingCountry: "GB", billingCountry: "GB" },
      fulfillments: [{ trackingNumber: "", carrier: "Post" }],
    });
    const refund = { id: placed.id, amount: totals.total, reason: "broken" };
    shop.must("orders.refundOrder", refund);
    expect(shop.readOrder(placed)).toMatchObject({ paymentStatus: "refunded" });
  });

  it("is refused while an order is not paid or not shipped, and says which", () => {
    const shop = openErasureShop();
    const ada = shop.register();
    const [own, guests] = [shop.order({}, ada), shop.order()];
    const detail = `Not paid or not shipped: #${own.number}, #${guests.number}.`;
    expect(shop.erase(ada.id)).toMatchObject({ code: "orders-open", detail });
    for (const order of [own, guests]) shop.cancel(order);
    expect(shop.erase(ada.id)).toMatchObject({ status: "running" });
  });

  it("leaves guests' orders alone as long as nobody has shown that the address is the customer's", async () => {
    const shop = openErasureShop();
    const guests = shop.order();
    shop.cancel(guests);
    const stranger = shop.register(false);
    shop.erase(stranger.id);
    await shop.settle();
    expect(shop.erase(stranger.id)).toMatchObject({ status: "completed", orders: 0 });
    expect(shop.readOrder(guests)).toMatchObject({ email });
  });

  it("erases who has become the customer, and works for a customer who was deleted", async () => {
    const shop = openErasureShop();
    const added = shop.add(email, { firstName: "Augusta-Zoë" });
    const ada = shop.register();
    expect(shop.read(added.id)).toBe("not-found");
    shop.cancel(shop.order({}, ada));
    shop.must("customers.deleteCustomer", { id: ada.id });
    shop.erase(ada.id);
    await shop.settle();
    expect(shop.erase(ada.id)).toMatchObject({ status: "completed", orders: 1 });
    expect(shop.traces()).toEqual(nothing);
  });

  it("takes a bounded number of orders at a time, and goes on after a crash", async () => {
    const shop = openErasureShop();
    const ada = shop.register();
    for (let orders = 0; orders < 130; orders += 1) shop.cancel(shop.order({}, ada));
    await shop.settle();
    shop.erase(ada.id);
    await shop.platform.fireAlarm(shop.tenant);
    const { orders } = shop.erase(ada.id) as { readonly orders: number };
    expect(orders).toBeGreaterThan(0);
    expect(orders).toBeLessThan(130);
    shop.platform.wakeUp(shop.tenant);
    await shop.settle();
    expect(shop.erase(ada.id)).toMatchObject({ status: "completed", orders: 130 });
    expect(shop.traces()).toEqual(nothing);
  });

  it("refuses a repeat of a request whose answer was about the person, instead of doing it again", async () => {
    const shop = openErasureShop();
    const ada = shop.register();
    const idempotency = { scope: "a", fingerprint: "b", retentionMs: 60 * 60 * 1000 };
    const input = { id: ada.id, patch: { lastName: "Countess of Lovelace" } };
    const change = () => shop.run("customers.updateCustomer", input, { idempotency, actor: platformToken });
    expect(change()).toMatchObject({ ok: true, replayed: false });
    expect(change()).toMatchObject({ ok: true, replayed: true });
    shop.erase(ada.id);
    await shop.settle();
    expect(change()).toMatchObject({ ok: false, refusal: { code: "not-found" } });
  });

  it("is not there for a customer who never was", () => {
    expect(openErasureShop().erase("cus_01J00000000000000000000000")).toMatchObject({ code: "not-found" });
  });
});
