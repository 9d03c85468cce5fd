import type {
  Fulfillment,
  FulfillmentStatus,
  Item,
  Order,
  OrderState,
  Payment,
  PaymentStatus,
  SinglePaymentStatus,
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
} as const satisfies Record<SinglePaymentStatus, PaymentStatus>;

/** Whether a payment was captured, even if it has been refunded since. */
export function isCaptured({ status }: Payment): boolean {
  return status === "captured" || status === "partially_refunded" || status === "refunded";
}

/**
 * The payment status of an order: that of its payments. With a total of 0 there is no money to follow: the order is paid
 * until it is cancelled.
 */
export function paymentStatusOfOrder({
  status,
  totals,
  payments,
}: Pick<Order, "status" | "totals" | "payments">): PaymentStatus {
  if (!isFree({ totals })) return paymentStatusOf(payments);
  return status === "cancelled" ? "voided" : "paid";
}

/** Whether there is nothing to pay for an order. */
export function isFree({ totals }: Pick<Order, "totals">): boolean {
  return totals.total.amount === 0;
}

/** The status of several payments: that of the payment furthest along, else of the last one. */
export function paymentStatusOf(payments: readonly Payment[]): PaymentStatus {
  const matching =
    payments.find(isCaptured) ?? payments.find(({ status }) => status === "authorized") ?? payments.at(-1);
  return matching === undefined ? "unpaid" : statusOfPayment[matching.status];
}

/** The fulfillment status of an order. `delivered` means that every item was shipped and delivered. */
export function fulfillmentStatusOf(order: Pick<Order, "items" | "fulfillments">): FulfillmentStatus {
  const out = order.fulfillments.filter(hasLeft);
  if (out.length === 0) return "unfulfilled";
  if (unshippedOf(order).size > 0) return "partial";
  return out.every(({ status }) => status === "delivered") ? "delivered" : "fulfilled";
}

/** Unshipped quantities by item. Fully shipped items are omitted. */
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

/** Shipped quantities by item. */
export function shippedOf(fulfillments: readonly Fulfillment[]): ReadonlyMap<Item["id"], number> {
  const gone = new Map<string, number>();
  for (const { itemId, quantity } of fulfillments.filter(hasLeft).flatMap(({ items }) => items))
    gone.set(itemId, (gone.get(itemId) ?? 0) + quantity);
  return gone;
}

/** What the order calls its variants, for people who read a refusal. */
export function namesIn({ items }: Pick<Order, "items">): (variantId: string) => string {
  return (variantId) => {
    const found = items.find((one) => one.variantId === variantId);
    return found === undefined ? variantId : `${found.title} (${found.sku ?? found.variantTitle})`;
  };
}

/** The order, with the statuses derived from its payments and fulfillments. */
export function orderStateOf(order: Order): OrderState {
  return {
    ...order,
    paymentStatus: paymentStatusOfOrder(order),
    fulfillmentStatus: fulfillmentStatusOf(order),
  };
}

function hasLeft({ status }: Fulfillment): boolean {
  return status === "shipped" || status === "delivered";
}
