import { describe, expect, it } from "vitest";
import type { Actor } from "../../../src/kernel/access/actor.ts";
import { readOwnOrder } from "../../../src/modules/orders/queries.ts";
import { storeOrderShape } from "../../../src/modules/orders/wire-schema.ts";
import { context } from "./given.ts";
import { openOrderShop } from "./shop.ts";

/** An order of a customer's, and who tries to read it. */
function ordered() {
  const shop = openOrderShop();
  const items = [{ variantId: shop.stock("Lamp", 5), quantity: 1 }];
  const order = shop.order("till.place", { items, token: "right", customerId: "ada" });
  // The platform gives every tenant an id of this form.
  const tenantId = shop.tenant.id as typeof context.tenantId;
  const read = (actor: Actor, orderToken: string | null, id: string = order.id) =>
    readOwnOrder.run(shop.tenant.storage.database, { id, orderToken }, { ...context, tenantId, actor });
  return { shop, order, read };
}

const somebody: Actor = { kind: "customer" };

describe("an order can be read by its customer", () => {
  it("with its token, signed in or not", () => {
    const { order, read } = ordered();
    expect(read(somebody, "right")).toMatchObject({ ok: true, value: { id: order.id, version: 1 } });
    expect(read({ kind: "customer", id: "grace" }, "right").ok).toBe(true);
    expect(read(somebody, "right", order.id.toLowerCase()).ok).toBe(true);
  });

  it("with the account that placed it", () => {
    const { read } = ordered();
    expect(read({ kind: "customer", id: "ada" }, null).ok).toBe(true);
  });

  it("without what staff alone may see", () => {
    const { shop, order, read } = ordered();
    shop.must("orders.updateOrder", { id: order.id, note: "Ring twice.", internalNote: "Check for fraud." });
    shop.must("orders.captureOrder", { id: order.id });
    shop.must("orders.refundOrder", {
      id: order.id,
      amount: { amount: 1, currency: "USD" },
      reason: "Goodwill after complaint",
    });
    shop.must("orders.cancelOrder", { id: order.id, reason: "Suspected fraud", refund: true });
    const own = read(somebody, "right");
    const value = own.ok ? own.value : null;
    expect(storeOrderShape.strict().parse(value)).toEqual(value);
    expect(value).toMatchObject({
      note: "Ring twice.",
      refunds: [{ amount: { amount: 1 } }, {}],
      timeline: [
        { type: "order.placed", actor: { kind: "shop" } },
        { type: "order.payment.captured", actor: { kind: "shop" } },
        { type: "order.status_changed" },
        { type: "order.payment.refunded" },
        { type: "order.payment.refunded" },
        { type: "order.status_changed" },
        { type: "order.cancelled" },
      ],
    });
    for (const secret of ["fraud", "Goodwill", "platform-token"])
      expect(JSON.stringify(value)).not.toContain(secret);
    expect(shop.order("orders.updateOrder", { id: order.id })).toMatchObject({
      internalNote: "Check for fraud.",
      cancelReason: "Suspected fraud",
    });
  });

  it("in no other way: it is not found", () => {
    const { read } = ordered();
    for (const attempt of [
      read(somebody, null),
      read(somebody, "wrong"),
      read(somebody, ""),
      read({ kind: "customer", id: "grace" }, null),
      read({ kind: "apiKey", id: "ada" }, null),
      read(somebody, "right", "ord_01J00000000000000000000000"),
      read(somebody, null, "unheard-of"),
    ])
      expect(attempt).toMatchObject({ ok: false, refusal: { code: "not-found" } });
  });
});
