import { expect, it } from "vitest";
import { projectTenant } from "../../../src/projection/follow.ts";
import { type OrderShop, openOrderShop, parcel } from "./shop.ts";

/** Orders to every end there is. */
function live(): OrderShop {
  const shop = openOrderShop();
  const lamp = shop.stock("Lamp", 20);
  const rug = shop.stock("Rug", 0, "continue");
  const place = (variantId: string, policy: "deny" | "continue") =>
    shop.order("till.place", { items: [{ variantId, quantity: 2, policy }] });
  const orders = [lamp, lamp, lamp, lamp].map((variantId) => place(variantId, "deny"));
  const [delivered, refunded, cancelled, half] = orders.map(({ id }) => ({ id }));
  const waiting = place(rug, "continue");
  for (const order of [delivered, refunded, half]) shop.must("orders.captureOrder", order);
  shop.must("orders.shipOrder", { ...delivered, ...parcel });
  shop.must("orders.deliverOrder", delivered);
  shop.must("orders.refundOrder", {
    ...refunded,
    amount: { amount: 100, currency: "USD" },
    reason: "broken",
  });
  shop.must("orders.updateOrder", { ...refunded, note: "Ring twice." });
  shop.must("orders.cancelOrder", { ...cancelled, reason: "gone" });
  shop.must("orders.shipOrder", {
    ...half,
    ...parcel,
    items: [{ itemId: orders[3]?.items[0]?.id, quantity: 1 }],
  });
  shop.must("orders.cancelOrder", { ...half, reason: "lost", refund: true });
  shop.must("inventory.setStock", { id: rug, stocked: 5 });
  shop.must("orders.confirmOrder", { id: waiting.id });
  return shop;
}

const rowsOf = ({ platform }: OrderShop) => ({
  orders: platform.readModel.rows("SELECT * FROM orders ORDER BY number"),
  terms: platform.readModel.rows("SELECT * FROM order_terms ORDER BY order_id, term"),
});

it("orders are listed as their object has them, whatever happened to them", async () => {
  const shop = live();
  await shop.platform.deliverAll();
  const { orders, terms } = rowsOf(shop);
  expect(orders.map(({ status }) => status)).toEqual([
    "delivered",
    "paid",
    "cancelled",
    "cancelled",
    "confirmed",
  ]);
  expect(terms).toHaveLength(5 * 7);
  const { number } = orders[0] ?? {};
  for (const term of [`${number}`, "ada", "adaexamplecom", "example", "com", "lovelace"])
    expect(terms).toContainEqual(expect.objectContaining({ order_id: orders[0]?.id, term }));
  for (const row of orders) {
    const order = shop.order("orders.updateOrder", { id: row.id });
    expect(row).toMatchObject({
      number: order.number,
      status: order.status,
      payment_status: order.paymentStatus,
      fulfillment_status: order.fulfillmentStatus,
      email: order.email,
      version: order.version,
      placed_at: order.placedAt,
    });
  }
});

it("projecting event by event equals projecting in one batch", async () => {
  const inOne = live();
  await inOne.platform.deliverAll();
  const piecemeal = live();
  const { tenant, platform } = piecemeal;
  for (const event of tenant.core.eventsAfter(0, 1_000).events)
    await projectTenant(platform.projectorDeps, tenant.id, [event]);
  expect(platform.runs.length).toBeGreaterThan(3);
  expect(rowsOf(piecemeal)).toEqual(rowsOf(inOne));
});

it("projecting again, from the beginning or the middle, never moves a row back", async () => {
  const shop = live();
  await shop.platform.deliverAll();
  const once = rowsOf(shop);
  const { head } = shop.tenant.core.eventsAfter(0, 1);
  for (let seq = 0; seq < head; seq += 3) {
    // Only the first half of what is behind comes again, so that nothing newer could make up for it.
    const late = shop.tenant.core.eventsAfter(seq, Math.ceil((head - seq) / 2)).events;
    shop.platform.readModel.run(`UPDATE positions SET seq = ${seq}`);
    const deps = { ...shop.platform.projectorDeps, eventsAfter: async () => null };
    await projectTenant(deps, shop.tenant.id, late);
    expect(rowsOf(shop), `from ${seq}`).toEqual(once);
  }
});
