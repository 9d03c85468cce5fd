import { refusalAt } from "../../../kernel/api/problem.ts";
import { minus, sumOf } from "../../../kernel/values/arithmetic.ts";
import type { Money } from "../../../kernel/values/money.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { type Before, leadsTo } from "../../../kernel/write/state-machine.ts";
import { paymentCaptured, paymentRefunded } from "../events.ts";
import { orderIds } from "../ids.ts";
import { moved, type OrderBefore, paymentTransitions } from "../rules.ts";
import type { Order, Payment, SinglePaymentStatus } from "../schema.ts";
import { isCaptured } from "./derived-rules.ts";
import type { RefundInput } from "./schema.ts";

/** A payment that can go to a state. */
export type PaymentBefore<To extends SinglePaymentStatus> = Before<Payment, typeof paymentTransitions, To>;

/** Captures a manual payment. */
export function decideCapture(order: OrderBefore<"paid">): Result<readonly NewEvent[]> {
  const due = order.payments.find((payment) => leadsTo(paymentTransitions, payment, "captured"));
  if (due === undefined) {
    const detail = "The order has no payment to capture.";
    return refused(refusalAt("invalid-transition", "/paymentStatus", detail));
  }
  return ok([captured(order.id, due), moved(order.id, { from: order.status, to: "paid" })]);
}

/** Refunds part of a payment. Refunds cannot exceed the captured amount. */
export function decideRefund(
  order: Order,
  { amount, reason }: RefundInput,
  context: Context,
): Result<readonly NewEvent[]> {
  if (amount.currency !== order.currency) {
    const detail = `No payment was captured in ${amount.currency}.`;
    return refused(refusalAt("refund-exceeds-captured", "/amount/currency", detail));
  }
  const open = refundable(order);
  if (open === null || amount.amount > open.left.amount) {
    const detail = open === null ? nothingLeft(order) : `At most ${amountText(open.left)} can be refunded.`;
    return refused(refusalAt("refund-exceeds-captured", "/amount/amount", detail));
  }
  return ok([refunded(order.id, open.payment, amount, reason, context)]);
}

function nothingLeft({ payments }: Order): string {
  return payments.some(isCaptured)
    ? "Everything that was captured has been refunded."
    : "No payment has been captured yet. Before that, an order is cancelled without a refund.";
}

function amountText({ amount, currency }: Money): string {
  return `${amount} ${currency} (in minor units)`;
}

/** Refunds everything that has not been refunded yet. */
export function refundRest(order: Order, reason: string, context: Context): readonly NewEvent[] {
  const open = refundable(order);
  return open === null ? [] : [refunded(order.id, open.payment, open.left, reason, context)];
}

/** The payment that can still be refunded, and how much; null if there is none. */
export function refundable(
  order: Order,
): { readonly payment: PaymentBefore<"refunded">; readonly left: Money } | null {
  const payment = order.payments.find((one) => leadsTo(paymentTransitions, one, "refunded"));
  if (payment === undefined) return null;
  const back = order.refunds.filter(({ paymentId }) => paymentId === payment.id).map(({ amount }) => amount);
  const left = minus(payment.amount, sumOf(order.currency, back));
  return left.amount === 0 ? null : { payment, left };
}

function captured(orderId: string, payment: PaymentBefore<"captured">): NewEvent {
  return paymentCaptured.of(orderId, { paymentId: payment.id, amount: payment.amount });
}

function refunded(
  orderId: string,
  payment: PaymentBefore<"refunded">,
  amount: Money,
  reason: string,
  context: Context,
): NewEvent {
  const refundId = context.newId(orderIds.refund);
  return paymentRefunded.of(orderId, { refundId, paymentId: payment.id, amount, reason });
}
