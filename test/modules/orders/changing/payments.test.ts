import { describe, expect, it } from "vitest";
import { currencySchema } from "../../../../src/kernel/values/money.ts";
import {
  paymentStatusOf,
  paymentStatusOfOrder,
} from "../../../../src/modules/orders/changing/derived-rules.ts";
import { decideCapture, decideRefund } from "../../../../src/modules/orders/changing/payment-rules.ts";
import { refundInput } from "../../../../src/modules/orders/changing/schema.ts";
import { decideCancel } from "../../../../src/modules/orders/changing/status-rules.ts";
import { orderBefore } from "../../../../src/modules/orders/rules.ts";
import {
  type Order,
  type SinglePaymentStatus,
  singlePaymentStatus,
} from "../../../../src/modules/orders/schema.ts";
import { afterwards, context, eventsOf, holdings, lampId, placed, refusalOf } from "../given.ts";

const usd = currencySchema.parse("USD");
const jpy = currencySchema.parse("JPY");

/** Two lamps at 10.00, 20 % tax, 5.00 shipping: 29.00. */
const order = placed([{ variantId: lampId, quantity: 2 }]);

function capture(one: Order) {
  const unpaid = orderBefore(one, "paid");
  return unpaid.ok ? decideCapture(unpaid.value) : unpaid;
}

/** The order after its provider has reported on the payment. */
function withPayments(one: Order, status: "authorized" | "failed"): Order {
  return { ...one, payments: one.payments.map((payment) => ({ ...payment, status })) };
}

function refund(one: Order, amount: number, currency = usd) {
  return decideRefund(one, { amount: { amount, currency }, reason: "broken" }, context);
}

function cancel(one: Order, withRefund?: boolean) {
  const open = orderBefore(one, "cancelled");
  if (!open.ok) return open;
  const asked = withRefund === undefined ? {} : { refund: withRefund };
  return decideCancel(open.value, { reason: "second thoughts", ...asked }, holdings(one), context);
}

const paid = afterwards(order, capture(order));

/** An order from before free orders were paid by themselves. */
function freeOrder(): Order {
  const nothing = { amount: 0, currency: usd };
  const { items, totals, payments } = order;
  return {
    ...order,
    items: items.map((item) => ({
      ...item,
      unitPrice: nothing,
      subtotal: nothing,
      tax: nothing,
      total: nothing,
    })),
    totals: { ...totals, subtotal: nothing, shipping: nothing, tax: nothing, total: nothing },
    payments: payments.map((payment) => ({ ...payment, amount: nothing })),
  };
}

describe("capturing a manual payment", () => {
  it("captures the payment and marks the order as paid", () => {
    expect(eventsOf(capture(order))).toEqual([
      {
        type: "order.payment.captured",
        data: { paymentId: order.payments[0]?.id, amount: { amount: 2_900, currency: "USD" } },
      },
      { type: "order.status_changed", data: { from: "confirmed", to: "paid" } },
    ]);
    expect(paid.payments).toMatchObject([{ status: "captured", capturedAt: "2026-03-01T12:00:00.000Z" }]);
  });

  it("captures an authorized payment", () => {
    const authorized = withPayments(order, "authorized");
    expect(paymentStatusOf(authorized.payments)).toBe("authorized");
    expect(paymentStatusOf(afterwards(authorized, capture(authorized)).payments)).toBe("paid");
  });

  it("is refused if the only payment has failed", () => {
    const failed = withPayments(order, "failed");
    expect(refusalOf(capture(failed))).toEqual({ code: "invalid-transition", pointers: ["/paymentStatus"] });
  });
});

describe("a refund", () => {
  it("of a part leaves the rest refundable, to the last cent and no further", () => {
    const once = afterwards(paid, refund(paid, 1_000));
    expect(paymentStatusOf(once.payments)).toBe("partially_refunded");
    const twice = afterwards(once, refund(once, 1_000));
    expect(paymentStatusOf(twice.payments)).toBe("partially_refunded");
    expect(refusalOf(refund(twice, 901))).toEqual({
      code: "refund-exceeds-captured",
      pointers: ["/amount/amount"],
    });
    const whole = afterwards(twice, refund(twice, 900));
    expect(paymentStatusOf(whole.payments)).toBe("refunded");
    expect(refusalOf(refund(whole, 1)).code).toBe("refund-exceeds-captured");
    expect(whole.refunds.map(({ amount, reason }) => [amount.amount, reason])).toEqual([
      [1_000, "broken"],
      [1_000, "broken"],
      [900, "broken"],
    ]);
  });

  it("does not change the status of the order", () => {
    expect(afterwards(paid, refund(paid, 2_900)).status).toBe("paid");
  });

  it("is refused before the capture, and in another currency", () => {
    expect(refusalOf(refund(order, 1)).code).toBe("refund-exceeds-captured");
    expect(refusalOf(refund(paid, 1, jpy))).toEqual({
      code: "refund-exceeds-captured",
      pointers: ["/amount/currency"],
    });
  });
});

describe("cancelling", () => {
  it("an unpaid order voids its payment and releases its reservations", () => {
    const decided = cancel(order);
    expect(eventsOf(decided).map(({ type }) => type)).toEqual([
      "order.status_changed",
      "order.cancelled",
      "inventory.reservation.released",
    ]);
    const cancelled = afterwards(order, decided);
    expect(cancelled).toMatchObject({ status: "cancelled", cancelReason: "second thoughts" });
    expect(paymentStatusOf(cancelled.payments)).toBe("voided");
  });

  it.each([undefined, false])("a paid order is refused without its refund (%s)", (withRefund) => {
    expect(refusalOf(cancel(paid, withRefund))).toEqual({ code: "refund-required", pointers: ["/refund"] });
  });

  it("a paid order with a refund refunds everything captured", () => {
    const cancelled = afterwards(paid, cancel(paid, true));
    expect(cancelled.refunds.map(({ amount }) => amount.amount)).toEqual([2_900]);
    expect(paymentStatusOf(cancelled.payments)).toBe("refunded");
  });

  it("refunds the rest after partial refunds, and nothing after a full one", () => {
    const partly = afterwards(paid, refund(paid, 900));
    expect(refusalOf(cancel(partly)).code).toBe("refund-required");
    expect(afterwards(partly, cancel(partly, true)).refunds.map(({ amount }) => amount.amount)).toEqual([
      900, 2_000,
    ]);
    const wholly = afterwards(paid, refund(paid, 2_900));
    expect(afterwards(wholly, cancel(wholly)).refunds).toHaveLength(1);
  });

  it("needs no refund if the total is zero", () => {
    const free = placed([{ variantId: lampId, quantity: 1, unitPrice: 0 }]);
    const nothing = { amount: 0, currency: usd };
    const due = { ...free, payments: free.payments.map((payment) => ({ ...payment, amount: nothing })) };
    const settled = afterwards(due, capture(due));
    expect(paymentStatusOf(settled.payments)).toBe("paid");
    expect(cancel(settled).ok).toBe(true);
  });

  it("an order that was captured without money leaves it voided, not paid", () => {
    const settled = afterwards(freeOrder(), capture(freeOrder()));
    expect(paymentStatusOfOrder(settled)).toBe("paid");
    expect(paymentStatusOfOrder(afterwards(settled, cancel(settled)))).toBe("voided");
  });
});

it("a refund may be as large as the largest order, and is an integer", () => {
  const accepts = (amount: number) =>
    refundInput.safeParse({ amount: { amount, currency: "USD" }, reason: "broken" }).success;
  expect([9_000_000_000_000_000, 1].map(accepts)).toEqual([true, true]);
  expect([0, -1, 0.5, 2 ** 53].map(accepts)).toEqual([false, false, false, false]);
});

describe("the payment status of an order", () => {
  const expected: Readonly<Record<SinglePaymentStatus, string>> = {
    created: "unpaid",
    authorized: "authorized",
    captured: "paid",
    partially_refunded: "partially_refunded",
    refunded: "refunded",
    declined: "unpaid",
    failed: "unpaid",
    cancelled: "voided",
  };
  const payment = (status: SinglePaymentStatus) => {
    const [one] = order.payments;
    if (one === undefined) throw new Error("an order has a payment");
    return { ...one, status };
  };

  it.each(singlePaymentStatus.options)("of one that is %s", (status) => {
    expect(paymentStatusOf([payment(status)])).toBe(expected[status]);
  });

  it("of several is decided by the one that got furthest, else by the last", () => {
    expect(paymentStatusOf([payment("failed"), payment("captured")])).toBe("paid");
    expect(paymentStatusOf([payment("captured"), payment("declined")])).toBe("paid");
    expect(paymentStatusOf([payment("partially_refunded"), payment("declined")])).toBe("partially_refunded");
    expect(paymentStatusOf([payment("refunded"), payment("created")])).toBe("refunded");
    expect(paymentStatusOf([payment("authorized"), payment("failed")])).toBe("authorized");
    expect(paymentStatusOf([payment("cancelled"), payment("created")])).toBe("unpaid");
    expect(paymentStatusOf([])).toBe("unpaid");
  });
});
