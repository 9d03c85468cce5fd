import { describe, expect, it } from "vitest";
import { ok } from "../../../../src/kernel/values/result.ts";
import { fulfillmentStatusOf } from "../../../../src/modules/orders/changing/derived-rules.ts";
import { decideDeliver, decideShip } from "../../../../src/modules/orders/changing/fulfillment-rules.ts";
import { decideCapture, decideRefund } from "../../../../src/modules/orders/changing/payment-rules.ts";
import type { ShipInput } from "../../../../src/modules/orders/changing/schema.ts";
import { decideCancel } from "../../../../src/modules/orders/changing/status-rules.ts";
import { orderBefore } from "../../../../src/modules/orders/rules.ts";
import type { Order } from "../../../../src/modules/orders/schema.ts";
import type { Bought } from "../../../support/till/draft.ts";
import { afterwards, context, eventsOf, holdings, lampId, placed, refusalOf, rugId } from "../given.ts";

function paid(bought: readonly Bought[]): Order {
  const order = placed(bought);
  const unpaid = orderBefore(order, "paid");
  return afterwards(order, unpaid.ok ? decideCapture(unpaid.value) : unpaid);
}

function ship(order: Order, items?: ShipInput["items"], held = holdings(order)) {
  const unshipped = orderBefore(order, "shipped");
  if (!unshipped.ok) return unshipped;
  const parcel = { trackingNumber: "GB123", carrier: "Post", ...(items === undefined ? {} : { items }) };
  return decideShip(unshipped.value, parcel, held, context);
}

function deliver(order: Order) {
  const underway = orderBefore(order, "delivered");
  return underway.ok ? ok(decideDeliver(underway.value)) : underway;
}

const idOf = (order: Order, index: number) => order.items[index]?.id ?? "";

describe("shipping an order", () => {
  const order = paid([
    { variantId: lampId, quantity: 3 },
    { variantId: rugId, quantity: 1 },
  ]);
  const lamp = idOf(order, 0);
  const rug = idOf(order, 1);

  it("completely takes all of it out of stock", () => {
    const decided = ship(order);
    expect(eventsOf(decided).map(({ type }) => type)).toEqual([
      "order.fulfillment.shipped",
      "order.status_changed",
      "inventory.reservation.released",
      "inventory.level.updated",
      "inventory.reservation.released",
      "inventory.level.updated",
    ]);
    const shipped = afterwards(order, decided);
    expect(shipped.status).toBe("shipped");
    expect(fulfillmentStatusOf(shipped)).toBe("fulfilled");
    expect(shipped.fulfillments).toMatchObject([
      {
        status: "shipped",
        trackingNumber: "GB123",
        carrier: "Post",
        items: [
          { itemId: lamp, quantity: 3 },
          { itemId: rug, quantity: 1 },
        ],
      },
    ]);
  });

  it("partially leaves it paid until nothing is left to ship", () => {
    const first = afterwards(order, ship(order, [{ itemId: lamp, quantity: 2 }]));
    expect(first.status).toBe("paid");
    expect(fulfillmentStatusOf(first)).toBe("partial");
    const second = afterwards(first, ship(first, [{ itemId: rug, quantity: 1 }]));
    expect(second.status).toBe("paid");
    const last = afterwards(second, ship(second));
    expect(last.fulfillments[2]?.items).toEqual([{ itemId: lamp, quantity: 1 }]);
    expect(last.status).toBe("shipped");
  });

  it("accepts item ids in lower case", () => {
    const items = [
      { itemId: lamp.toLowerCase(), quantity: 1 },
      { itemId: lamp, quantity: 1 },
    ];
    const shipped = afterwards(order, ship(order, items));
    expect(shipped.fulfillments[0]?.items).toEqual([{ itemId: lamp, quantity: 2 }]);
  });

  it("takes no more out of stock than is in the parcel", () => {
    const updated = eventsOf(ship(order, [{ itemId: lamp, quantity: 2 }])).filter(
      ({ type }) => type === "inventory.level.updated",
    );
    expect(updated).toMatchObject([{ data: { variantId: lampId, old: 1_000, new: 998 } }]);
  });

  it("is refused beyond the remaining quantity, for unknown items, and for an item listed twice beyond its remaining quantity", () => {
    expect(refusalOf(ship(order, [{ itemId: lamp, quantity: 4 }]))).toEqual({
      code: "exceeds-unshipped",
      pointers: ["/items/0"],
    });
    const twice = [
      { itemId: rug, quantity: 1 },
      { itemId: "item_unheard", quantity: 1 },
      { itemId: rug, quantity: 1 },
    ];
    expect(refusalOf(ship(order, twice)).pointers).toEqual(["/items/1", "/items/2"]);
    const once = afterwards(order, ship(order, [{ itemId: lamp, quantity: 3 }]));
    expect(refusalOf(ship(once, [{ itemId: lamp, quantity: 1 }])).code).toBe("exceeds-unshipped");
  });

  it("is refused after a full refund", () => {
    const amount = order.totals.total;
    const whole = afterwards(order, decideRefund(order, { amount, reason: "gone" }, context));
    expect(refusalOf(ship(whole))).toEqual({ code: "invalid-transition", pointers: ["/paymentStatus"] });
  });

  it("takes nothing out of stock for a variant whose stock is not tracked", () => {
    const { held, ...rest } = holdings(order);
    const tracked = held.filter(({ variantId }) => variantId === lampId);
    const decided = ship(order, undefined, { ...rest, held: tracked });
    expect(eventsOf(decided).filter(({ type }) => type === "inventory.level.updated")).toMatchObject([
      { data: { variantId: lampId, new: 997 } },
    ]);
  });

  it("is refused while the reserved goods are not in stock", () => {
    const { held, stockLocations, stocks } = holdings(order);
    const lost = new Map(
      [...stocks].map(([id, stock]) => [
        id,
        { ...stock, stocked: 0, levels: stock.levels.map((level) => ({ ...level, stocked: 0 })) },
      ]),
    );
    expect(refusalOf(ship(order, undefined, { held, stockLocations, stocks: lost })).code).toBe(
      "insufficient-inventory",
    );
  });
});

describe("items that need no shipping", () => {
  const order = paid([
    { variantId: lampId, quantity: 2 },
    { variantId: rugId, quantity: 1, requiresShipping: false },
  ]);

  it("go with the last parcel", () => {
    const first = afterwards(order, ship(order, [{ itemId: idOf(order, 0), quantity: 1 }]));
    expect(first.fulfillments[0]?.items).toHaveLength(1);
    const last = afterwards(first, ship(first, [{ itemId: idOf(order, 0), quantity: 1 }]));
    expect(last.fulfillments[1]?.items.map(({ itemId }) => itemId)).toEqual([idOf(order, 0), idOf(order, 1)]);
    expect(last.status).toBe("shipped");
  });

  it("may be handed over earlier", () => {
    const first = afterwards(order, ship(order, [{ itemId: idOf(order, 1), quantity: 1 }]));
    expect(first.status).toBe("paid");
    expect(fulfillmentStatusOf(first)).toBe("partial");
  });

  it("are handed over at once if there is nothing else", () => {
    const digital = paid([{ variantId: rugId, quantity: 2, requiresShipping: false }]);
    const done = afterwards(digital, ship(digital));
    expect(done.fulfillments[0]?.items).toEqual([{ itemId: idOf(digital, 0), quantity: 2 }]);
    expect(done.status).toBe("shipped");
  });
});

describe("delivering", () => {
  it("completes an order with all its parcels", () => {
    const order = paid([{ variantId: lampId, quantity: 2 }]);
    const half = afterwards(order, ship(order, [{ itemId: idOf(order, 0), quantity: 1 }]));
    expect(refusalOf(deliver(half)).code).toBe("invalid-transition");
    const whole = afterwards(half, ship(half));
    expect(eventsOf(deliver(whole)).map(({ type }) => type)).toEqual([
      "order.fulfillment.delivered",
      "order.fulfillment.delivered",
      "order.status_changed",
      "order.completed",
    ]);
    const delivered = afterwards(whole, deliver(whole));
    expect(delivered.status).toBe("delivered");
    expect(fulfillmentStatusOf(delivered)).toBe("delivered");
  });
});

describe("cancelling a partially shipped order", () => {
  it("releases the rest; shipped items stay shipped", () => {
    const order = paid([{ variantId: lampId, quantity: 3 }]);
    const half = afterwards(order, ship(order, [{ itemId: idOf(order, 0), quantity: 1 }]));
    const open = orderBefore(half, "cancelled");
    if (!open.ok) throw new Error("a paid order can be cancelled");
    const { held, ...rest } = holdings(half);
    const left = held.map((line) => ({ ...line, quantity: 2 }));
    const decided = decideCancel(
      open.value,
      { reason: "lost", refund: true },
      { held: left, ...rest },
      context,
    );
    expect(eventsOf(decided).at(-1)).toMatchObject({
      type: "inventory.reservation.released",
      data: { variantId: lampId, lines: [{ quantity: 2 }] },
    });
    const cancelled = afterwards(half, decided);
    expect(cancelled.fulfillments.map(({ status }) => status)).toEqual(["shipped"]);
    expect(fulfillmentStatusOf(cancelled)).toBe("partial");
    expect(cancelled.refunds.map(({ amount }) => amount)).toEqual([order.totals.total]);
  });
});
