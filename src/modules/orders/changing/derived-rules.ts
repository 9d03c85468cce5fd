import type {
  Fulfillment,
  FulfillmentStatus,
  Item,
  Order,
  OrderState,
  Payment,
  PaymentState,
  PaymentStatus,
} from "../schema.ts";

const statusOfPayment = {
  created: "unpaid",
  authorized: "authorized",
  captured: "paid",
  partially_refunded: "partially_refunded",
  refunded: "refunded",
  declined: "unpaid",
  failed: "unpaid",
  cancelled: "voided",
} as const satisfies Record<PaymentState, PaymentStatus>;

/** Whether a payment's money has arrived, given back since or not. */
export function isCaptured({ status }: Payment): boolean {
  return status === "captured" || status === "partially_refunded" || status === "refunded";
}

/** What an order's payments come to: of several, the one that got furthest counts, else the last. */
export function paymentStatusOf(payments: readonly Payment[]): PaymentStatus {
  const matching =
    payments.find(isCaptured) ?? payments.find(({ status }) => status === "authorized") ?? payments.at(-1);
  return matching === undefined ? "unpaid" : statusOfPayment[matching.status];
}

/** What an order's fulfilments come to. Delivered is what has left and arrived, all of it. */
export function fulfillmentStatusOf(order: Pick<Order, "items" | "fulfillments">): FulfillmentStatus {
  const out = order.fulfillments.filter(hasLeft);
  if (out.length === 0) return "unfulfilled";
  if (unshippedOf(order).size > 0) return "partial";
  return out.every(({ status }) => status === "delivered") ? "delivered" : "fulfilled";
}

/** How many of each item have not left yet, by item; items of which nothing is left are not in it. */
export function unshippedOf({
  items,
  fulfillments,
}: Pick<Order, "items" | "fulfillments">): ReadonlyMap<string, number> {
  const gone = shippedOf(fulfillments);
  return new Map(
    items
      .map(({ id, quantity }) => [id, quantity - (gone.get(id) ?? 0)] as const)
      .filter(([, left]) => left > 0),
  );
}

/** How many of each item have left, by item. */
export function shippedOf(fulfillments: readonly Fulfillment[]): ReadonlyMap<Item["id"], number> {
  const gone = new Map<string, number>();
  for (const { itemId, quantity } of fulfillments.filter(hasLeft).flatMap(({ items }) => items))
    gone.set(itemId, (gone.get(itemId) ?? 0) + quantity);
  return gone;
}

/** The order with what follows from its payments and fulfilments. */
export function orderStateOf(order: Order): OrderState {
  return {
    ...order,
    paymentStatus: paymentStatusOf(order.payments),
    fulfillmentStatus: fulfillmentStatusOf(order),
  };
}

function hasLeft({ status }: Fulfillment): boolean {
  return status === "shipped" || status === "delivered";
}
