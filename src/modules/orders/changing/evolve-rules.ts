import { sentFields } from "../../../kernel/values/patch.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { withoutPersonal } from "../../../kernel/write/personal.ts";
import { leadsTo } from "../../../kernel/write/state-machine.ts";
import {
  fulfillmentDelivered,
  fulfillmentShipped,
  orderCancelled,
  orderClaimed,
  orderCompleted,
  orderErased,
  orderPlaced,
  orderStatusChanged,
  orderUpdated,
  paymentCaptured,
  paymentRefunded,
} from "../events.ts";
import { paymentTransitions } from "../rules.ts";
import { type Fulfillment, type Order, orderState, type Payment } from "../schema.ts";

/** The most entries in an order's timeline. */
const longestTimeline = 500;

type Happened = Pick<Envelope, "type" | "version" | "data" | "occurredAt" | "actor">;

/** Creates an order from its first event. */
export function begin(id: string, event: Happened): Order {
  const { status, payment, person, accessTokenHash: _, ...content } = orderPlaced.read(event);
  const { occurredAt, actor } = event;
  return {
    ...content,
    id,
    status,
    person: person && { ...person, internalNote: null },
    payments: [{ ...payment, status: "created", createdAt: occurredAt, capturedAt: null }],
    fulfillments: [],
    refunds: [],
    timeline: [{ at: occurredAt, type: orderPlaced.type, actor }],
    cancelReason: null,
    erasure: null,
    placedAt: occurredAt,
  };
}

/** Applies a later event to an order. */
export function evolve(order: Order, event: Happened): Order {
  const entry = { at: event.occurredAt, type: event.type, actor: event.actor };
  return { ...changed(order, event), timeline: [...order.timeline, entry].slice(-longestTimeline) };
}

function changed(order: Order, event: Happened): Order {
  const { occurredAt: at } = event;
  switch (event.type) {
    case orderStatusChanged.type:
      return { ...order, status: orderStatusChanged.read(event).to };
    case orderUpdated.type: {
      const { person } = orderUpdated.read(event);
      return { ...order, person: order.person && { ...order.person, ...(person && sentFields(person)) } };
    }
    case orderClaimed.type:
      return { ...order, customerId: orderClaimed.read(event).customerId };
    case orderCancelled.type: {
      const payments = order.payments.map((payment) =>
        leadsTo(paymentTransitions, payment, "cancelled")
          ? { ...payment, status: "cancelled" as const }
          : payment,
      );
      return { ...order, payments, cancelReason: orderCancelled.read(event).reason };
    }
    case paymentCaptured.type:
      return withPayment(order, paymentCaptured.read(event).paymentId, {
        status: "captured",
        capturedAt: at,
      });
    case paymentRefunded.type:
      return withRefund(order, paymentRefunded.read(event), at);
    case fulfillmentShipped.type: {
      const { fulfillmentId: id, trackingNumber, carrier, items } = fulfillmentShipped.read(event);
      const shipped: Fulfillment = {
        id,
        status: "shipped",
        trackingNumber,
        carrier,
        items,
        shippedAt: at,
        deliveredAt: null,
      };
      return { ...order, fulfillments: [...order.fulfillments, shipped] };
    }
    case fulfillmentDelivered.type:
      return withFulfillment(order, fulfillmentDelivered.read(event).fulfillmentId, {
        status: "delivered",
        deliveredAt: at,
      });
    case orderErased.type:
      return erased(order, at);
    case orderCompleted.type:
      // Its status has an event of its own.
      return order;
    default:
      throw new Error(`an order does not know the event ${event.type}`);
  }
}

function erased(order: Order, at: string): Order {
  const { shippingAddress = null, billingAddress = null } = order.person ?? {};
  const countries = {
    shippingCountry: shippingAddress?.country ?? null,
    billingCountry: billingAddress?.country ?? null,
  };
  return {
    ...withoutPersonal(orderState.personalFields, order),
    erasure: order.erasure ?? { at, ...countries },
  };
}

function withPayment(order: Order, id: string, change: Partial<Payment>): Order {
  return {
    ...order,
    payments: order.payments.map((payment) => (payment.id === id ? { ...payment, ...change } : payment)),
  };
}

function withFulfillment(order: Order, id: string, change: Partial<Fulfillment>): Order {
  return {
    ...order,
    fulfillments: order.fulfillments.map((one) => (one.id === id ? { ...one, ...change } : one)),
  };
}

function withRefund(
  order: Order,
  { refundId: id, paymentId, amount, reason }: ReturnType<typeof paymentRefunded.schema.parse>,
  createdAt: string,
): Order {
  const refunds = [...order.refunds, { id, paymentId, amount, reason, createdAt }];
  const back = refunds
    .filter((refund) => refund.paymentId === paymentId)
    .reduce((total, refund) => total + refund.amount.amount, 0);
  const payment = order.payments.find((one) => one.id === paymentId);
  const status = back === payment?.amount.amount ? "refunded" : "partially_refunded";
  return { ...withPayment(order, paymentId, { status }), refunds };
}
