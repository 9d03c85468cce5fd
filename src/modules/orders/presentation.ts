import { shippedOf } from "./derived-rules.ts";
import type { OrderPicture } from "./schema.ts";
import type { ShownOrder } from "./wire-schema.ts";

/** An order as it is shown, to staff and to whoever placed it. */
export function showOrder(picture: OrderPicture, version: number): ShownOrder {
  const { person, cartId: _, items, ...content } = picture;
  const shipped = shippedOf(picture.fulfillments);
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
