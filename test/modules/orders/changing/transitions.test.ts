import { describe, expect, it } from "vitest";
import type { Move } from "../../../../src/kernel/write/state-machine.ts";
import { decideDeliver, decideShip } from "../../../../src/modules/orders/changing/fulfillment-rules.ts";
import {
  decideCapture,
  decideRefund,
  type PaymentBefore,
} from "../../../../src/modules/orders/changing/payment-rules.ts";
import { decideCancel, decideConfirm } from "../../../../src/modules/orders/changing/status-rules.ts";
import {
  fulfillmentTransitions,
  moved,
  type OrderBefore,
  orderBefore,
  orderTransitions,
  paymentTransitions,
} from "../../../../src/modules/orders/rules.ts";
import {
  type Fulfillment,
  type Order,
  type OrderStatus,
  orderStatus,
  type Payment,
} from "../../../../src/modules/orders/schema.ts";
import { context, holdings, placed, refusalOf } from "../given.ts";

const legal: Readonly<Record<string, readonly string[]>> = {
  pending: ["confirmed", "cancelled"],
  confirmed: ["paid", "cancelled"],
  paid: ["shipped", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: [],
};
const pairs = orderStatus.options.flatMap((from) => orderStatus.options.map((to) => ({ from, to })));

describe("an order of unknown state", () => {
  it("covers every pair of statuses", () => {
    expect(pairs).toHaveLength(36);
    expect(Object.values(legal).flat()).toHaveLength(7);
  });

  it.each(pairs.filter(({ from, to }) => legal[from]?.includes(to)))(
    "can go from $from to $to",
    ({ from, to }) => {
      expect(orderBefore({ ...placed(), status: from }, to).ok).toBe(true);
    },
  );

  it.each(pairs.filter(({ from, to }) => !legal[from]?.includes(to)))(
    "cannot go from $from to $to",
    ({ from, to }) => {
      expect(refusalOf(orderBefore({ ...placed(), status: from }, to)).code).toBe("invalid-transition");
    },
  );
});

describe("the refusal of an action that an order does not allow yet", () => {
  const detailOf = (from: OrderStatus, to: OrderStatus) => {
    const refused = orderBefore({ ...placed(), status: from }, to);
    return refused.ok ? "" : refused.refusal.detail;
  };

  it.each([
    ["pending", "paid", "The order is pending and cannot become paid: `confirm` it first. "],
    ["pending", "shipped", "The order is pending and cannot become shipped: `confirm` it first. "],
    ["confirmed", "delivered", "The order is confirmed and cannot become delivered: `capture` it first. "],
    ["paid", "delivered", "The order is paid and cannot become delivered: `ship` it first. "],
  ] as const)("names the first step from %s to %s", (from, to, detail) => {
    expect(detailOf(from, to)).toContain(detail);
  });

  it.each([
    ["pending", "paid", "Its status changes with `confirm` or `cancel`."],
    [
      "paid",
      "confirmed",
      "The order is paid and cannot become confirmed. Its status changes with `ship` or `cancel`.",
    ],
    ["paid", "paid", "The order is paid already. Its status changes with `ship` or `cancel`."],
    ["cancelled", "paid", "The order is cancelled and cannot become paid. Its status is final."],
  ] as const)("says what is possible with a %s order instead of %s", (from, to, detail) => {
    expect(detailOf(from, to)).toContain(detail);
  });

  it("calls a variant that is short of stock as the order does, not by its id", () => {
    const order = placed();
    const held = holdings(order).held.map((line) => ({ ...line, backordered: line.quantity }));
    const none = { ...holdings(order), held, stocks: new Map() };
    const refused = decideConfirm({ ...order, status: "pending" }, none);
    const [item] = order.items;
    expect(refused).toMatchObject({
      refusal: { detail: `${item?.title} (${item?.sku ?? item?.variantTitle}): 2 needed, 0 in stock.` },
    });
  });
});

type In<Thing, Status> = Thing & { readonly status: Status };

/** Never run: `tsc` reads it. A line that is expected not to compile and does is an error there. */
export function whatDoesNotCompile(
  order: Order,
  pending: In<Order, "pending">,
  confirmed: In<Order, "confirmed">,
  paid: In<Order, "paid">,
  shipped: In<Order, "shipped">,
  delivered: In<Order, "delivered">,
  cancelled: In<Order, "cancelled">,
) {
  const held = holdings(order);
  const parcel = { trackingNumber: "1", carrier: "Post" };
  const off = { reason: "gone" };

  decideConfirm(pending, held);
  // @ts-expect-error an order of unknown state
  decideConfirm(order, held);
  // @ts-expect-error confirmed already
  decideConfirm(confirmed, held);
  // @ts-expect-error paid
  decideConfirm(paid, held);
  // @ts-expect-error shipped
  decideConfirm(shipped, held);
  // @ts-expect-error delivered
  decideConfirm(delivered, held);
  // @ts-expect-error cancelled
  decideConfirm(cancelled, held);

  decideCapture(confirmed);
  // @ts-expect-error an order of unknown state
  decideCapture(order);
  // @ts-expect-error pending
  decideCapture(pending);
  // @ts-expect-error paid already
  decideCapture(paid);
  // @ts-expect-error shipped
  decideCapture(shipped);
  // @ts-expect-error delivered
  decideCapture(delivered);
  // @ts-expect-error cancelled
  decideCapture(cancelled);

  decideShip(paid, parcel, held, context);
  // @ts-expect-error an order of unknown state
  decideShip(order, parcel, held, context);
  // @ts-expect-error pending
  decideShip(pending, parcel, held, context);
  // @ts-expect-error not paid yet
  decideShip(confirmed, parcel, held, context);
  // @ts-expect-error shipped already
  decideShip(shipped, parcel, held, context);
  // @ts-expect-error delivered
  decideShip(delivered, parcel, held, context);
  // @ts-expect-error cancelled
  decideShip(cancelled, parcel, held, context);

  decideDeliver(shipped);
  // @ts-expect-error an order of unknown state
  decideDeliver(order);
  // @ts-expect-error pending
  decideDeliver(pending);
  // @ts-expect-error confirmed
  decideDeliver(confirmed);
  // @ts-expect-error not shipped yet
  decideDeliver(paid);
  // @ts-expect-error delivered already
  decideDeliver(delivered);
  // @ts-expect-error cancelled
  decideDeliver(cancelled);

  decideCancel(pending, off, held, context);
  decideCancel(confirmed, off, held, context);
  decideCancel(paid, off, held, context);
  // @ts-expect-error an order of unknown state
  decideCancel(order, off, held, context);
  // @ts-expect-error shipped
  decideCancel(shipped, off, held, context);
  // @ts-expect-error delivered
  decideCancel(delivered, off, held, context);
  // @ts-expect-error cancelled already
  decideCancel(cancelled, off, held, context);

  moved(order.id, { from: "paid", to: "shipped" });
  // @ts-expect-error not joined by the table
  moved(order.id, { from: "paid", to: "delivered" });
  // @ts-expect-error the end
  moved(order.id, { from: "delivered", to: "paid" });
  // @ts-expect-error the end
  moved(order.id, { from: "cancelled", to: "pending" });
  // @ts-expect-error backwards
  moved(order.id, { from: "paid", to: "confirmed" });
  // @ts-expect-error to itself
  moved(order.id, { from: "paid", to: "paid" });
  // @ts-expect-error from an unknown state
  moved(order.id, { from: order.status, to: "cancelled" });

  const toPayment = (move: Move<typeof paymentTransitions>) => move;
  toPayment({ from: "created", to: "captured" });
  // @ts-expect-error declined is the end
  toPayment({ from: "declined", to: "captured" });
  // @ts-expect-error nothing was captured
  toPayment({ from: "created", to: "refunded" });
  const refund = (payment: PaymentBefore<"refunded">) => payment;
  // @ts-expect-error nothing was captured
  refund(order.payments[0] as In<Payment, "authorized">);

  const toFulfillment = (move: Move<typeof fulfillmentTransitions>) => move;
  toFulfillment({ from: "shipped", to: "delivered" });
  // @ts-expect-error not shipped
  toFulfillment({ from: "pending", to: "delivered" });
  // @ts-expect-error it has arrived
  toFulfillment({ from: "delivered" as In<Fulfillment, "delivered">["status"], to: "cancelled" });

  const before: OrderBefore<"cancelled"> = pending;
  // A refund asks for captured money, not for a state of the order.
  decideRefund(before, { amount: order.totals.total, reason: "gone" }, context);
}

describe("the tables of states", () => {
  it.each([
    ["order", orderTransitions],
    ["payment", paymentTransitions],
    ["fulfilment", fulfillmentTransitions],
  ] as const)("of a %s leads from nowhere to itself", (_, table) => {
    for (const [from, next] of Object.entries(table)) expect(next).not.toContain(from);
  });
});
