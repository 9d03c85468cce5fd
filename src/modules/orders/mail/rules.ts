import type { Address } from "../../../kernel/text/address.ts";
import { sumOf } from "../../../kernel/values/arithmetic.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import type { MailData } from "../../../mails/index.ts";
import { unshippedOf } from "../changing/derived-rules.ts";
import { type fulfillmentShipped, orderPlaced, type paymentRefunded } from "../events.ts";
import type { Order } from "../schema.ts";
import type { MailedOrder } from "./queries.ts";

type DataOf<Definition extends { readonly read: (...event: never[]) => unknown }> = ReturnType<
  Definition["read"]
>;

/** The confirmation of an order, as it was placed. */
export function confirmationOf(
  event: Pick<Envelope, "version" | "data" | "occurredAt">,
  { order, shop }: MailedOrder,
): MailData<"orderConfirmation"> {
  const { number, status, items, totals, pricesIncludeTax, shippingOption } = orderPlaced.read(event);
  return {
    ...{ shop: shop.name, number, items, totals, pricesIncludeTax },
    ...addressee(order),
    placedAt: event.occurredAt,
    isPending: status === "pending",
    shippingMethod: shippingOption?.name ?? null,
    billingAddress: order.person?.billingAddress ?? null,
  };
}

/** What has left with a parcel. The order may have gone on since: what counts are the parcels up to this one. */
export function shippedOf(
  { fulfillmentId, trackingNumber, carrier, items }: DataOf<typeof fulfillmentShipped>,
  { order, shop }: MailedOrder,
): MailData<"orderShipped"> {
  const last = order.fulfillments.findIndex(({ id }) => id === fulfillmentId);
  const left = unshippedOf({ items: order.items, fulfillments: order.fulfillments.slice(0, last + 1) });
  const parcel = new Map(items.map(({ itemId, quantity }) => [itemId, quantity]));
  return {
    ...{ shop: shop.name, number: order.number, trackingNumber, carrier },
    ...addressee(order),
    isPart: order.items.some(({ id, requiresShipping }) => requiresShipping && left.has(id)),
    items: order.items.flatMap((item) => {
      const quantity = parcel.get(item.id);
      return quantity === undefined ? [] : [{ ...item, quantity }];
    }),
  };
}

/** What was refunded, and how much that makes with the refunds before it. */
export function refundedOf(
  { refundId, amount }: DataOf<typeof paymentRefunded>,
  { order, shop }: MailedOrder,
): MailData<"orderRefunded"> {
  const last = order.refunds.findIndex(({ id }) => id === refundId);
  const amounts = order.refunds.slice(0, last + 1).map((refund) => refund.amount);
  const { name } = addressee(order);
  return {
    ...{ shop: shop.name, number: order.number, name, amount },
    refundedInAll: sumOf(order.currency, amounts),
  };
}

function addressee({ person }: Order): { name: string | null; shippingAddress: Address | null } {
  const shippingAddress = person?.shippingAddress ?? null;
  const named = shippingAddress ?? person?.billingAddress;
  return { name: named?.firstName ?? named?.lastName ?? null, shippingAddress };
}
