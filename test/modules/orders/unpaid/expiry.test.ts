import { describe, expect, it } from "vitest";
import { anonymous } from "../../../../src/kernel/access/actor.ts";
import { readOrderPage } from "../../../../src/modules/orders/view/list-orders.ts";
import { openStore } from "../../checkout/given.ts";
import { anything, type OrderShop, openOrderShop, parcel } from "../shop.ts";

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

/** A shop with ten lamps, and orders of some. */
function openLampShop() {
  const shop = openOrderShop();
  const lamp = shop.stock("Lamp", 10);
  return {
    ...shop,
    lamp,
    places: (quantity: number, more: object = {}) =>
      shop.order("till.place", { items: [{ variantId: lamp, quantity }], ...more }),
    reads: (id: string) => shop.attempt("orders.updateOrder", { id }),
    pass: (milliseconds: number) => shop.platform.passTime(shop.tenant, milliseconds),
    change: (settings: object) => shop.must("tenants.changeSettings", settings),
    reserved: () => shop.stockOf(lamp).reserved,
  };
}

const cancelled = ({ tenant }: OrderShop) =>
  tenant.core.eventsAfter(0, 2_000).events.filter(({ type }) => type === "order.cancelled");

const unpaidRows = ({ tenant }: OrderShop) =>
  tenant.storage.rows("SELECT order_id FROM unpaid_orders UNION ALL SELECT order_id FROM unpaid_units");

describe("an unpaid order", () => {
  it("is cancelled after seven days, not before, and its stock can be sold again", async () => {
    const shop = openLampShop();
    const { id } = shop.places(4);
    await shop.pass(week - 1);
    expect(shop.reads(id)).toMatchObject({ status: "confirmed" });
    expect(shop.reserved()).toBe(4);
    await shop.pass(1);
    expect(shop.reads(id)).toMatchObject({
      status: "cancelled",
      cancelReason: "expired",
      paymentStatus: "voided",
    });
    expect(shop.reserved()).toBe(0);
    expect(unpaidRows(shop)).toEqual([]);
  });

  it("is cancelled in time even if a clock that was ahead decided when to look", async () => {
    const shop = openLampShop();
    shop.change({ manualOrderExpiryMinutes: null });
    const { id } = shop.places(4);
    shop.platform.clock.advance(4 * week);
    shop.change({ manualOrderExpiryMinutes: 60 });
    shop.platform.clock.advance(-4 * week);
    shop.platform.wakeUp(shop.tenant);
    await shop.pass(59 * minute);
    expect(shop.reads(id)).toMatchObject({ status: "confirmed" });
    await shop.pass(minute);
    expect(shop.reads(id)).toMatchObject({ status: "cancelled", cancelReason: "expired" });
  });

  it("is cancelled by the system, in the log and in the audit log", async () => {
    const shop = openLampShop();
    const { id } = shop.places(1);
    await shop.pass(week);
    expect(cancelled(shop)).toMatchObject([
      { aggregate: { id }, actor: { kind: "system" }, data: { reason: "expired" } },
    ]);
    const entries = shop.tenant.core.auditLogAfter(0, 100).items;
    expect(entries.at(-1)).toMatchObject({
      action: "orders.expireUnpaid",
      outcome: "allowed",
      actor: { kind: "system" },
    });
  });

  it("is cancelled after an hour if it is to be paid by card", async () => {
    const shop = openLampShop();
    const { id } = shop.places(1, { provider: "stripe" });
    await shop.pass(60 * minute - 1);
    expect(shop.reads(id)).toMatchObject({ status: "confirmed" });
    await shop.pass(1);
    expect(shop.reads(id)).toMatchObject({ status: "cancelled" });
  });

  it("is cancelled while it waits for backordered stock as well", async () => {
    const shop = openOrderShop();
    const items = [{ variantId: shop.stock("Rug", 1, "continue"), quantity: 3, policy: "continue" }];
    const { id } = shop.order("till.place", { items });
    await shop.platform.passTime(shop.tenant, week);
    expect(shop.attempt("orders.updateOrder", { id })).toMatchObject({ status: "cancelled" });
  });

  it("says when it expires until it is paid", () => {
    const shop = openLampShop();
    const { id, expiresAt } = shop.places(1);
    expect(expiresAt).toBe(new Date(shop.platform.clock.now() + week).toISOString());
    expect(shop.attempt("orders.captureOrder", { id })).toMatchObject({ expiresAt: null });
  });

  it("is listed as cancelled", async () => {
    const shop = openLampShop();
    const { id } = shop.places(1);
    await shop.pass(week);
    await shop.platform.deliverAll();
    const page = { limit: 10, after: null, count: false };
    const filters = { ...anything, status: ["cancelled" as const] };
    const listed = await readOrderPage(shop.platform.readModel, shop.tenant.id, filters, page);
    expect(listed.items).toMatchObject([{ id, cancelReason: "expired" }]);
  });

  it("expires after a crash of its object, too", async () => {
    const shop = openLampShop();
    shop.places(3);
    shop.platform.wakeUp(shop.tenant);
    await shop.pass(week);
    expect(shop.reserved()).toBe(0);
  });

  it("waits while the tenant is suspended, and expires as soon as it is resumed", async () => {
    const shop = openLampShop();
    shop.places(3);
    shop.must("tenants.setStatus", { status: "suspended" });
    await shop.pass(week + minute);
    expect(shop.reserved()).toBe(3);
    shop.must("tenants.setStatus", { status: "active" });
    await shop.pass(1_000);
    expect(shop.reserved()).toBe(0);
  });

  it("cannot be paid once it has expired", async () => {
    const shop = openLampShop();
    const { id } = shop.places(1);
    await shop.pass(week);
    expect(shop.attempt("orders.captureOrder", { id })).toBe("invalid-transition");
  });
});

describe("an order never expires", () => {
  it("once it is paid, also just before its time is over", async () => {
    const shop = openLampShop();
    const [first, second] = [shop.places(1), shop.places(2)];
    shop.order("orders.captureOrder", { id: first.id });
    await shop.pass(week - 1);
    shop.order("orders.captureOrder", { id: second.id });
    await shop.pass(2 * week);
    expect(cancelled(shop)).toEqual([]);
    expect(shop.reserved()).toBe(3);
    expect(shop.order("orders.shipOrder", { id: second.id, ...parcel }).status).toBe("shipped");
  });

  it("if there is nothing to pay", async () => {
    const store = openStore();
    const { variantId } = store.sell({ prices: { USD: 0 }, ships: false });
    const { id } = store.checksOut({ items: [{ variantId, quantity: 1 }], email: "ada@shop.example" });
    await store.platform.passTime(store.tenant, 2 * week);
    expect(store.must("orders.updateOrder", { id })).toMatchObject({ status: "paid", expiresAt: null });
  });

  it("if the shop has turned expiry off", async () => {
    const shop = openLampShop();
    shop.change({ manualOrderExpiryMinutes: null });
    const { expiresAt } = shop.places(1);
    expect(expiresAt).toBeNull();
    await shop.pass(100 * week);
    expect(cancelled(shop)).toEqual([]);
  });
});

describe("a changed setting", () => {
  it("applies to orders that were placed before: shorter", async () => {
    const shop = openLampShop();
    const first = shop.places(1);
    await shop.pass(90 * minute);
    const second = shop.places(1);
    shop.change({ manualOrderExpiryMinutes: 60 });
    await shop.pass(1_000);
    expect(shop.reads(first.id)).toMatchObject({ status: "cancelled" });
    await shop.pass(60 * minute - 1_001);
    expect(shop.reads(second.id)).toMatchObject({ status: "confirmed" });
    await shop.pass(1);
    expect(shop.reads(second.id)).toMatchObject({ status: "cancelled" });
  });

  it("applies to orders that were placed before: longer, or off and on again", async () => {
    const shop = openLampShop();
    const { id } = shop.places(1);
    shop.change({ manualOrderExpiryMinutes: null });
    await shop.pass(week);
    shop.change({ manualOrderExpiryMinutes: 2 * 7 * 24 * 60 });
    await shop.pass(week - 1);
    expect(shop.reads(id)).toMatchObject({ status: "confirmed" });
    await shop.pass(1);
    expect(shop.reads(id)).toMatchObject({ status: "cancelled" });
  });

  it("of card orders leaves manual ones alone", async () => {
    const shop = openLampShop();
    shop.places(1);
    shop.change({ cardOrderExpiryMinutes: 1 });
    await shop.pass(60 * minute);
    expect(cancelled(shop)).toEqual([]);
  });
});

describe("many orders that expire together", () => {
  it("are cancelled 50 per batch, and give back all that they hold of one variant", async () => {
    const shop = openOrderShop();
    const lamp = shop.stock("Lamp", 200);
    for (let count = 0; count < 120; count += 1)
      shop.order("till.place", { items: [{ variantId: lamp, quantity: 1 }] });
    await shop.platform.passTime(shop.tenant, week - 1);
    const counts: number[] = [];
    while (cancelled(shop).length < 120) {
      await shop.platform.fireAlarm(shop.tenant);
      counts.push(cancelled(shop).length);
    }
    expect([...new Set(counts)].filter((count) => count > 0)).toEqual([50, 100, 120]);
    expect(shop.stockOf(lamp)).toMatchObject({ stocked: 200, reserved: 0 });
  });
});

describe("what an anonymous shopper holds", () => {
  it("is stored as a hash of the address, and erased when the order is paid", () => {
    const shop = openLampShop();
    const input = { items: [{ variantId: shop.lamp, quantity: 2 }] };
    const placed = shop.run("till.place", input, { actor: anonymous, address: "192.0.2.7" });
    const rows = shop.tenant.storage.rows("SELECT * FROM unpaid_units");
    expect(rows).toMatchObject([{ quantity: 2, caller: expect.stringMatching(/^[\w-]{22}$/) }]);
    if (!placed.ok) throw new Error(placed.refusal.detail);
    const { id } = placed.answer as { readonly id: string };
    expect(JSON.stringify(shop.tenant.core.eventsAfter(0, 100))).not.toContain(String(rows[0]?.caller));
    shop.order("orders.captureOrder", { id });
    expect(unpaidRows(shop)).toEqual([]);
  });
});

it("an order that is listed as unpaid by mistake is struck out, and the job does not stop at it", async () => {
  const shop = openLampShop();
  const { id } = shop.places(1);
  shop.order("orders.captureOrder", { id });
  shop.tenant.storage.run(`INSERT INTO unpaid_orders VALUES ('${id}', 'manual', 0)`);
  shop.places(1);
  await shop.pass(week);
  expect(cancelled(shop)).toHaveLength(1);
  expect(shop.reads(id)).toMatchObject({ status: "paid" });
  expect(unpaidRows(shop)).toEqual([]);
});
