import type { NewEvent } from "../../kernel/event.ts";
import type { In, Move, StateBefore, Transitions } from "../../kernel/state-machine.ts";
import { orderStatusChanged } from "./events.ts";
import type { Fulfillment, FulfillmentState, Order, OrderStatus, Payment, PaymentState } from "./schema.ts";

/** pending → confirmed → paid → shipped → delivered; pending, confirmed, paid → cancelled. */
export const orderTransitions = {
  pending: ["confirmed", "cancelled"],
  confirmed: ["paid", "cancelled"],
  paid: ["shipped", "cancelled"],
  shipped: ["delivered"],
  delivered: [],
  cancelled: [],
} as const satisfies Transitions<OrderStatus>;

/** created → authorized → captured → partially_refunded → refunded; what was not captured can come to nothing. */
export const paymentTransitions = {
  created: ["authorized", "captured", "declined", "failed", "cancelled"],
  authorized: ["captured", "cancelled"],
  captured: ["partially_refunded", "refunded"],
  partially_refunded: ["refunded"],
  refunded: [],
  declined: [],
  failed: [],
  cancelled: [],
} as const satisfies Transitions<PaymentState>;

/** pending → shipped → delivered; pending, shipped → cancelled. */
export const fulfillmentTransitions = {
  pending: ["shipped", "cancelled"],
  shipped: ["delivered", "cancelled"],
  delivered: [],
  cancelled: [],
} as const satisfies Transitions<FulfillmentState>;

/** An order from which a state can be reached. */
export type OrderBefore<To extends OrderStatus> = In<Order, StateBefore<typeof orderTransitions, To>>;
/** A payment from which a state can be reached. */
export type PaymentBefore<To extends PaymentState> = In<Payment, StateBefore<typeof paymentTransitions, To>>;
/** A fulfilment from which a state can be reached. */
export type FulfillmentBefore<To extends FulfillmentState> = In<
  Fulfillment,
  StateBefore<typeof fulfillmentTransitions, To>
>;

/** An order moves. A move that the table does not have does not compile. */
export function moved(id: string, move: Move<typeof orderTransitions>): NewEvent {
  return orderStatusChanged.of(id, move);
}
