import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type OrderShop, openOrderShop, parcel } from "../shop.ts";

const id = z.looseObject({ id: z.string() });

function shopOfTwoPlaces() {
  const shop = openOrderShop();
  const lamp = shop.stock("Lamp", 4);
  const outlet = id.parse(shop.must("inventory.createLocation", { name: "Outlet" })).id;
  const main = shop.stockOf(lamp).levels[0]?.locationId ?? "";
  return { ...shop, lamp, main, outlet };
}

const placed = (shop: OrderShop, variantId: string, quantity: number, more: object = {}) =>
  shop.order("till.place", { items: [{ variantId, quantity, ...more }] });

const levelOf = (shop: OrderShop, variantId: string, at: string) => {
  const level = shop.stockOf(variantId).levels.find(({ locationId }) => locationId === at);
  return { stocked: level?.stocked ?? 0, reserved: level?.reserved ?? 0 };
};

describe("an order whose stock is moved", () => {
  it("keeps its reservation, and ships from the other location", () => {
    const shop = shopOfTwoPlaces();
    const { lamp, main, outlet } = shop;
    const order = placed(shop, lamp, 3);
    const items = [{ variantId: lamp, quantity: 4 }];
    shop.must("inventory.transferStock", { from: main, to: outlet, items });
    expect(levelOf(shop, lamp, main)).toEqual({ stocked: 0, reserved: 0 });
    expect(levelOf(shop, lamp, outlet)).toEqual({ stocked: 4, reserved: 3 });
    shop.order("orders.captureOrder", { id: order.id });
    expect(shop.order("orders.shipOrder", { id: order.id, ...parcel }).status).toBe("shipped");
    expect(levelOf(shop, lamp, outlet)).toEqual({ stocked: 1, reserved: 0 });
  });

  it("can be cancelled afterwards, which frees the stock where it is now", () => {
    const shop = shopOfTwoPlaces();
    const { lamp, main, outlet } = shop;
    const order = placed(shop, lamp, 3);
    const items = [{ variantId: lamp, quantity: 2 }];
    shop.must("inventory.transferStock", { from: main, to: outlet, items });
    expect(levelOf(shop, lamp, outlet)).toEqual({ stocked: 2, reserved: 1 });
    shop.order("orders.cancelOrder", { id: order.id, reason: "changed mind" });
    expect(shop.stockOf(lamp)).toMatchObject({ stocked: 4, reserved: 0 });
  });
});

describe("shipping an order", () => {
  it("takes the stock of the requested location", () => {
    const shop = shopOfTwoPlaces();
    const { lamp, main, outlet } = shop;
    shop.must("inventory.setStock", { id: lamp, stocked: 5, locationId: outlet });
    const order = placed(shop, lamp, 3);
    shop.order("orders.captureOrder", { id: order.id });
    shop.order("orders.shipOrder", { id: order.id, ...parcel, locationId: outlet });
    expect(levelOf(shop, lamp, main)).toEqual({ stocked: 4, reserved: 0 });
    expect(levelOf(shop, lamp, outlet)).toEqual({ stocked: 2, reserved: 0 });
  });

  it("moves what other orders have reserved at the requested location", () => {
    const shop = shopOfTwoPlaces();
    const { lamp, main, outlet } = shop;
    const order = placed(shop, lamp, 3);
    shop.must("inventory.setStock", { id: lamp, stocked: 5, locationId: outlet });
    placed(shop, lamp, 4);
    expect(levelOf(shop, lamp, outlet)).toEqual({ stocked: 5, reserved: 3 });
    shop.order("orders.captureOrder", { id: order.id });
    shop.order("orders.shipOrder", { id: order.id, ...parcel, locationId: outlet });
    expect(levelOf(shop, lamp, outlet)).toEqual({ stocked: 2, reserved: 2 });
    expect(levelOf(shop, lamp, main)).toEqual({ stocked: 4, reserved: 2 });
  });

  it("ships when all locations together have the stock", () => {
    const shop = shopOfTwoPlaces();
    const { lamp, outlet } = shop;
    const order = placed(shop, lamp, 3);
    shop.order("orders.captureOrder", { id: order.id });
    shop.must("inventory.setStock", { id: lamp, stocked: 1 });
    expect(shop.attempt("orders.shipOrder", { id: order.id, ...parcel })).toBe("insufficient-inventory");
    shop.must("inventory.setStock", { id: lamp, stocked: 2, locationId: outlet });
    expect(shop.order("orders.shipOrder", { id: order.id, ...parcel }).status).toBe("shipped");
    expect(shop.stockOf(lamp)).toMatchObject({ stocked: 0, reserved: 0 });
  });

  it("refuses an unknown location", () => {
    const shop = shopOfTwoPlaces();
    const order = placed(shop, shop.lamp, 1);
    shop.order("orders.captureOrder", { id: order.id });
    const locationId = "loc_01J99999999999999999999999";
    expect(shop.attempt("orders.shipOrder", { id: order.id, ...parcel, locationId })).toBe(
      "unknown-reference",
    );
  });
});

describe("a later backorder", () => {
  const backorder = { policy: "continue" };

  it("is not confirmed before an earlier one, unless it is given priority", () => {
    const shop = openOrderShop();
    const lamp = shop.stock("Lamp", 0, "continue");
    const [earlier, later] = [2, 1].map((quantity) => placed(shop, lamp, quantity, backorder));
    shop.must("inventory.setStock", { id: lamp, stocked: 2 });
    expect(shop.attempt("orders.confirmOrder", { id: later?.id })).toBe("insufficient-inventory");
    expect(shop.order("orders.confirmOrder", { id: later?.id, prioritize: true }).status).toBe("confirmed");
    expect(shop.attempt("orders.confirmOrder", { id: earlier?.id })).toBe("insufficient-inventory");
  });

  it("is confirmed first if the stock is enough for both", () => {
    const shop = openOrderShop();
    const lamp = shop.stock("Lamp", 0, "continue");
    const [, later] = [2, 1].map((quantity) => placed(shop, lamp, quantity, backorder));
    shop.must("inventory.setStock", { id: lamp, stocked: 3 });
    expect(shop.order("orders.confirmOrder", { id: later?.id }).status).toBe("confirmed");
  });
});

it("no read of reservations goes through those of other variants", () => {
  const shop = shopOfTwoPlaces();
  const plans = ["reservations_firm", "reservations_backordered"].map((index) =>
    shop.tenant.storage.rows(
      index === "reservations_firm"
        ? "EXPLAIN QUERY PLAN SELECT * FROM reservations WHERE variant_id = 'v' AND location_id = 'l' AND quantity > backordered ORDER BY since DESC, owner DESC LIMIT 5"
        : "EXPLAIN QUERY PLAN SELECT sum(backordered) FROM reservations INDEXED BY reservations_backordered WHERE variant_id = 'v' AND backordered > 0 AND (since, owner) < (1, 'o')",
    ),
  );
  expect(plans.map((rows) => rows.map(({ detail }) => String(detail)))).toEqual([
    [expect.stringMatching(/reservations_firm \(variant_id=\? AND location_id=\?\)/)],
    [expect.stringMatching(/COVERING INDEX reservations_backordered \(variant_id=\? AND \(since,owner\)/)],
  ]);
});
