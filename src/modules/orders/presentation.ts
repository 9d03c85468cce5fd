import { shippedOf } from "./changing/derived-rules.ts";
import {
  fulfillmentDelivered,
  fulfillmentShipped,
  orderCancelled,
  orderCompleted,
  orderPlaced,
  orderStatusChanged,
  paymentCaptured,
  paymentRefunded,
} from "./events.ts";
import type { OrderState } from "./schema.ts";
import type {
  ListedOrderResponse,
  ListedStoreOrderResponse,
  OrderResponse,
  StoreOrderResponse,
} from "./wire-schema.ts";

/** The wire shape of an order in a list, for staff. */
export function toListedOrder(state: OrderState, version: number): ListedOrderResponse {
  const { person, cartId: _, items, ...content } = state;
  const shipped = shippedOf(state.fulfillments);
  return {
    ...content,
    email: person?.email ?? null,
    items: items.map((item) => ({ ...item, shipped: shipped.get(item.id) ?? 0 })),
    shippingAddress: person?.shippingAddress ?? null,
    billingAddress: person?.billingAddress ?? null,
    note: person?.note ?? null,
    internalNote: person?.internalNote ?? null,
    updatedAt: updatedAtOf(state),
    version,
  };
}

/** Where an order goes, or without a shipping address who pays: ISO 3166-1 alpha-2. */
export function countryOf({ person, erasure }: Pick<OrderState, "person" | "erasure">): string | null {
  const { shippingAddress, billingAddress } = person ?? {};
  const erased = erasure?.shippingCountry ?? erasure?.billingCountry ?? null;
  return shippingAddress?.country ?? billingAddress?.country ?? erased;
}

/** When an order changed last. Every change is an entry in its timeline. */
export function updatedAtOf({ timeline, placedAt }: OrderState): string {
  return timeline.at(-1)?.at ?? placedAt;
}

/** The wire shape of an order in the store API. */
export function toStoreOrder(order: OrderResponse): StoreOrderResponse {
  return { ...toListedStoreOrder(order), expiresAt: order.expiresAt };
}

/** The wire shape of an order in a customer's list. Every field is named, so that a new one stays internal. */
export function toListedStoreOrder(order: ListedOrderResponse): ListedStoreOrderResponse {
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    paymentStatus: order.paymentStatus,
    fulfillmentStatus: order.fulfillmentStatus,
    currency: order.currency,
    locale: order.locale,
    pricesIncludeTax: order.pricesIncludeTax,
    customerId: order.customerId,
    email: order.email,
    items: order.items,
    adjustments: order.adjustments,
    shippingAddress: order.shippingAddress,
    billingAddress: order.billingAddress,
    shippingOption: order.shippingOption,
    shippingTaxes: order.shippingTaxes,
    totals: order.totals,
    payments: order.payments,
    fulfillments: order.fulfillments,
    refunds: order.refunds.map(({ reason: _, ...refund }) => refund),
    note: order.note,
    timeline: order.timeline.flatMap(({ at, type, actor }) =>
      storeTimelineTypes.includes(type)
        ? [{ at, type, actor: { kind: actor.kind === "customer" ? "customer" : "shop" } }]
        : [],
    ),
    erasure: order.erasure,
    placedAt: order.placedAt,
    version: order.version,
  };
}

/** Entries of the timeline that shoppers see. Others are internal, like an edit of the internal note. */
const storeTimelineTypes: readonly string[] = [
  orderPlaced,
  orderStatusChanged,
  orderCancelled,
  orderCompleted,
  paymentCaptured,
  paymentRefunded,
  fulfillmentShipped,
  fulfillmentDelivered,
].map(({ type }) => type);
