import type { Result } from "../../kernel/values/result.ts";
import type { NewEvent } from "../../kernel/write/event.ts";
import { type Before, before, type Move, type Transitions } from "../../kernel/write/state-machine.ts";
import { orderStatusChanged } from "./events.ts";
import type { Order, OrderStatus, SingleFulfillmentStatus, SinglePaymentStatus } from "./schema.ts";

/** pending → confirmed → paid → shipped → delivered; pending, confirmed, paid → cancelled. */
export const orderTransitions = {
  pending: ["confirmed", "cancelled"],
  confirmed: ["paid", "cancelled"],
  paid: ["shipped", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: [],
} as const satisfies Transitions<OrderStatus>;

/**
 * created → authorized → captured → partially_refunded → refunded; can fail or be cancelled before the
 * capture.
 */
export const paymentTransitions = {
  created: ["authorized", "captured", "declined", "failed", "cancelled"],
  authorized: ["captured", "cancelled"],
  captured: ["partially_refunded", "refunded"],
  partially_refunded: ["refunded"],
  refunded: [],
  declined: [],
  failed: [],
  cancelled: [],
} as const satisfies Transitions<SinglePaymentStatus>;

/** pending → shipped → delivered; pending, shipped → cancelled. */
export const fulfillmentTransitions = {
  pending: ["shipped", "cancelled"],
  shipped: ["delivered", "cancelled"],
  delivered: [],
  cancelled: [],
} as const satisfies Transitions<SingleFulfillmentStatus>;

/** An order that can go to a state. */
export type OrderBefore<To extends OrderStatus> = Before<Order, typeof orderTransitions, To>;

/** A status change. A transition that is not in the table does not compile. */
export function moved(id: string, move: Move<typeof orderTransitions>): NewEvent {
  return orderStatusChanged.of(id, move);
}

/** Returns the order if it can go to a state; otherwise refuses with `invalid-transition`. */
export function orderBefore<To extends OrderStatus>(order: Order, to: To): Result<OrderBefore<To>> {
  return before(orderTransitions, order, to, { noun: "order", actionOf: (_, next) => actionTo[next] });
}

/** The action that leads to each state. */
const actionTo = {
  pending: undefined,
  confirmed: "confirm",
  paid: "capture",
  shipped: "ship",
  delivered: "deliver",
  cancelled: "cancel",
} as const satisfies Record<OrderStatus, string | undefined>;
