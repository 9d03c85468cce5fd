import { shippedOf } from "./changing/derived-rules.ts";
import type { OrderState } from "./schema.ts";
import type { ListedOrderResponse } from "./wire-schema.ts";

/** The wire shape of an order in a list. */
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
    version,
  };
}
