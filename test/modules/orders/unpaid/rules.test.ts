import { describe, expect, it } from "vitest";
import type { Order, SinglePaymentStatus } from "../../../../src/modules/orders/schema.ts";
import { decideExpiry } from "../../../../src/modules/orders/unpaid/expiry-rules.ts";
import { expiryMsOf, isUnpaid, methodOf } from "../../../../src/modules/orders/unpaid/rules.ts";
import { context, holdings, placed } from "../given.ts";

const withPayment = (status: SinglePaymentStatus, order: Order = placed()): Order => ({
  ...order,
  payments: order.payments.map((payment) => ({ ...payment, status })),
});

const parcel = {
  id: "ful_01J00000000000000000000001",
  status: "shipped" as const,
  trackingNumber: "1",
  carrier: "Post",
  shippedAt: null,
  deliveredAt: null,
};

/** The types of what expiry does to an order. */
const expire = (order: Order) => {
  const { held, stocks, stockLocations } = holdings(order);
  return decideExpiry([{ order, held }], stocks, stockLocations, context).map(({ type }) => type);
};

describe("an order can expire", () => {
  it.each(["created", "declined", "failed"] as const)("while its payment is %s", (status) => {
    expect(isUnpaid(withPayment(status))).toBe(true);
    expect(expire(withPayment(status))).toEqual([
      "order.status_changed",
      "order.cancelled",
      "inventory.reservation.released",
    ]);
  });

  it.each(["authorized", "captured", "partially_refunded", "refunded", "cancelled"] as const)(
    "not when its payment is %s",
    (status) => {
      expect(isUnpaid(withPayment(status))).toBe(false);
      expect(expire(withPayment(status))).toEqual([]);
    },
  );

  it("not when a part of it was shipped", () => {
    const order = placed();
    const items = [{ itemId: order.items[0]?.id ?? "", quantity: 1 }];
    expect(expire({ ...order, fulfillments: [{ ...parcel, items }] })).toEqual([]);
  });

  it("not when it is already cancelled", () => {
    expect(expire({ ...placed(), status: "cancelled" })).toEqual([]);
  });

  it("not when one of two payments was authorized", () => {
    const order = placed();
    const [first] = order.payments;
    if (first === undefined) throw new Error("no payment");
    expect(isUnpaid({ ...order, payments: [{ ...first, status: "authorized" }, first] })).toBe(false);
  });
});

describe("the time of an order", () => {
  const settings = { cardOrderExpiryMinutes: 60, manualOrderExpiryMinutes: null };

  it("depends on how it is to be paid", () => {
    expect(expiryMsOf(settings, "card")).toBe(3_600_000);
    expect(expiryMsOf(settings, "manual")).toBeNull();
  });

  it("is that of its last payment", () => {
    const { payments, totals } = placed();
    const card = { provider: "stripe" };
    expect(methodOf({ payments, totals })).toBe("manual");
    expect(methodOf({ payments: [...payments, card], totals })).toBe("card");
  });

  it("does not exist if there is nothing to pay", () => {
    const { payments, totals } = placed();
    const free = { ...totals, total: { ...totals.total, amount: 0 } };
    expect(methodOf({ payments, totals: free })).toBeNull();
    expect(expiryMsOf(settings, null)).toBeNull();
  });
});
