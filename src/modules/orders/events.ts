import * as z from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { orderIds } from "./ids.ts";
import {
  explain,
  explained,
  firstItem,
  fulfillment,
  order,
  orderStatus,
  parcelItem,
  payment,
  person,
  placedPerson,
  refund,
  sum,
} from "./schema.ts";

const reason = z.string().max(500);

const placed = () =>
  order
    .pick({
      number: true,
      currency: true,
      locale: true,
      pricesIncludeTax: true,
      person: true,
      items: true,
      shippingOption: true,
      totals: true,
      customerId: true,
      cartId: true,
    })
    .extend({
      person: placedPerson.nullable(),
      /** Pending while an item is on backorder. */
      status: orderStatus.extract(["pending", "confirmed"]),
      payment: payment.pick({ id: true, provider: true, amount: true }),
      /** SHA-256 of the access token. The token itself is not stored. */
      accessTokenHash: z.string(),
    });

/** Version 2 adds what explains the amounts. */
export const orderPlaced = defineEvent("order.placed", "order", () =>
  placed().extend({ items: z.array(firstItem) }),
)
  .next(() => placed().extend(explained), explain)
  .personal({ person: null, accessTokenHash: "" })
  .published(
    "number",
    "currency",
    "locale",
    "pricesIncludeTax",
    "items",
    "adjustments",
    "shippingOption",
    "shippingTaxes",
    "totals",
    "customerId",
    "status",
    "payment",
  );

export const orderStatusChanged = defineEvent("order.status_changed", "order", () =>
  z
    .object({ from: orderStatus, to: orderStatus })
    .refine(({ from, to }) => from !== to, "the status has not changed"),
).published("from", "to");

/**
 * Text fields of the order changed. Free text may be personal data, so it is under `person`. Version 2 adds the internal
 * note, version 3 the e-mail address where it changed.
 */
export const orderUpdated = defineEvent("order.updated", "order", () =>
  z.object({ person: placedPerson.pick({ note: true }).nullable() }),
)
  .next(
    () => z.object({ person: person.pick({ note: true, internalNote: true }).nullable() }),
    (first) => ({
      person: first.person && { ...first.person, internalNote: null },
    }),
  )
  .next(
    () =>
      z.object({
        person: person
          .pick({ note: true, internalNote: true, email: true })
          .partial({ email: true })
          .nullable(),
      }),
    (second) => second,
  )
  .personal({ person: null })
  .published();

/** An order that was placed as a guest became a customer's: the account has shown that its e-mail address is its own. */
export const orderClaimed = defineEvent("order.claimed", "order", () =>
  z.object({ customerId: z.string() }),
).published("customerId");

/** The order was delivered. Only refunds can follow. */
export const orderCompleted = defineEvent("order.completed", "order", () => z.object({})).published();

export const orderCancelled = defineEvent("order.cancelled", "order", () => z.object({ reason }))
  .personal({
    reason: "",
  })
  .published();

const aboutPayment = z.object({ paymentId: idText(orderIds.payment) });
const aboutMoney = aboutPayment.extend({ amount: sum });

export const paymentCaptured = defineEvent("order.payment.captured", "order", aboutMoney).published(
  "paymentId",
  "amount",
);
export const paymentRefunded = defineEvent("order.payment.refunded", "order", () =>
  aboutMoney.extend({ refundId: refund.shape.id, reason }),
)
  .personal({ reason: "" })
  .published("paymentId", "amount", "refundId");

const aboutFulfillment = z.object({ fulfillmentId: fulfillment.shape.id });

export const fulfillmentShipped = defineEvent("order.fulfillment.shipped", "order", () =>
  aboutFulfillment.extend({
    trackingNumber: z.string(),
    carrier: z.string(),
    items: z.array(parcelItem),
  }),
)
  .personal({ trackingNumber: "" })
  .published("fulfillmentId", "carrier", "items");
export const fulfillmentDelivered = defineEvent(
  "order.fulfillment.delivered",
  "order",
  aboutFulfillment,
).published("fulfillmentId");

/** The order's person was erased, also from earlier events. Items, amounts, dates and countries stay. */
export const orderErased = defineEvent("order.erased", "order", () => z.object({}))
  .erasing()
  .published();

export const orderEvents = [
  orderPlaced,
  orderStatusChanged,
  orderUpdated,
  orderClaimed,
  orderCompleted,
  orderCancelled,
  paymentCaptured,
  paymentRefunded,
  fulfillmentShipped,
  fulfillmentDelivered,
  orderErased,
];
