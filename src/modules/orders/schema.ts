import * as z from "zod";
import { actorSchema } from "../../kernel/access/actor.ts";
import { address, addressSchema } from "../../kernel/text/address.ts";
import { idText } from "../../kernel/values/id.ts";
import { storedLocale } from "../../kernel/values/locale.ts";
import { currencySchema, moneySchema } from "../../kernel/values/money.ts";
import { boundedText } from "../../kernel/values/text.ts";
import { defineState } from "../../kernel/write/state.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { orderIds } from "./ids.ts";
import { orderLimits } from "./limits.ts";

export const orderStatus = z.enum(["pending", "confirmed", "paid", "shipped", "delivered", "cancelled"]);
export type OrderStatus = z.infer<typeof orderStatus>;

/** The status of all payments of an order. */
export const paymentStatus = z.enum([
  "unpaid",
  "authorized",
  "paid",
  "partially_refunded",
  "refunded",
  "voided",
]);
export type PaymentStatus = z.infer<typeof paymentStatus>;

/** The status of all fulfillments of an order. */
export const fulfillmentStatus = z.enum(["unfulfilled", "partial", "fulfilled", "delivered"]);
export type FulfillmentStatus = z.infer<typeof fulfillmentStatus>;

/** The status of one payment. */
export const singlePaymentStatus = z.enum([
  "created",
  "authorized",
  "captured",
  "partially_refunded",
  "refunded",
  "declined",
  "failed",
  "cancelled",
]);
export type SinglePaymentStatus = z.infer<typeof singlePaymentStatus>;

/** The status of one fulfillment. */
export const singleFulfillmentStatus = z.enum(["pending", "shipped", "delivered", "cancelled"]);
export type SingleFulfillmentStatus = z.infer<typeof singleFulfillmentStatus>;

const { noteCharacters, noteBytes } = orderLimits;

/** The shopper's note as input. */
export const noteText = boundedText(noteCharacters.value, noteBytes.value);

/** The personal data that a shopper gives with an order. */
export const placedPerson = z.object({
  email: z.string(),
  shippingAddress: address.nullable(),
  billingAddress: address.nullable(),
  note: z.string().nullable(),
});
export type PlacedPerson = z.infer<typeof placedPerson>;

/** All personal data of an order; null once it has been erased. */
export const person = placedPerson.extend({
  /** Written and read by staff only. */
  internalNote: z.string().nullable(),
});

/** An amount that is never negative. */
export const sum = moneySchema.refine(({ amount }) => amount >= 0, "below nothing");
const instant = z.iso.datetime();

/** The image of a line. */
export const itemImage = z.object({ url: z.string(), alt: z.string().nullable() });

/** What a promotion took off, or its share of that. */
export const adjustment = z.object({
  promotionId: z.string(),
  code: z.string().nullable().describe("The code that the shopper entered. Null if it applied by itself."),
  label: z.string().describe("What the shopper reads, in the language of the cart or order."),
  amount: sum,
});
export type Adjustment = z.infer<typeof adjustment>;

/** What a promotion took off the whole order, which its items have their shares of, or off shipping. */
export const orderAdjustment = adjustment.extend({ target: z.enum(["order", "shipping"]) });
export type OrderAdjustment = z.infer<typeof orderAdjustment>;

/** The tax at one rate. */
export const taxLine = z.object({
  name: z.string(),
  rate: z.int().min(0).describe("In basis points: 2000 is 20 %."),
  amount: sum,
});
export type TaxLine = z.infer<typeof taxLine>;

/** An ordered item in the first three versions of the order. */
export const firstItem = z.object({
  id: idText(orderIds.item),
  variantId: idText(catalogueIds.variant),
  productId: idText(catalogueIds.product),
  title: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  image: itemImage.nullable(),
  options: z.record(z.string(), z.string()),
  quantity: z.int().positive(),
  unitPrice: sum,
  /** Unit price times quantity. */
  subtotal: sum,
  discount: sum,
  tax: sum,
  /** In basis points: the sum of the rates of `taxes`. */
  taxRate: z.int().min(0),
  /** Subtotal less discount, plus tax if prices exclude it. */
  total: sum,
  requiresShipping: z.boolean(),
});

/** A snapshot of an ordered item. Amounts are for the whole line. */
export const item = firstItem.extend({
  /** They sum to `discount`. */
  adjustments: z.array(adjustment),
  /** They sum to `tax`. */
  taxes: z.array(taxLine),
});
export type Item = z.infer<typeof item>;

/**
 * Sums over the lines. `shipping` is the price after its adjustments, `tax` includes the tax on shipping, and `total` is the
 * amount to pay.
 */
export const totals = z.object({
  subtotal: sum,
  discount: sum,
  shipping: sum,
  tax: sum,
  total: sum,
});
export type Totals = z.infer<typeof totals>;

/** The amounts of one line. */
export const lineAmounts = item.pick({ subtotal: true, discount: true, tax: true, total: true });
export type LineAmounts = z.infer<typeof lineAmounts>;

export const shippingOption = z.object({ id: z.string(), name: z.string(), price: sum });
export type ShippingOption = z.infer<typeof shippingOption>;

export const payment = z.object({
  id: idText(orderIds.payment),
  provider: z.string(),
  status: singlePaymentStatus,
  amount: sum,
  createdAt: instant,
  capturedAt: instant.nullable(),
});
export type Payment = z.infer<typeof payment>;

export const parcelItem = z.object({ itemId: idText(orderIds.item), quantity: z.int().positive() });

export const fulfillment = z.object({
  id: idText(orderIds.fulfillment),
  status: singleFulfillmentStatus,
  trackingNumber: z.string(),
  carrier: z.string(),
  items: z.array(parcelItem),
  shippedAt: instant.nullable(),
  deliveredAt: instant.nullable(),
});
export type Fulfillment = z.infer<typeof fulfillment>;

export const refund = z.object({
  id: idText(orderIds.refund),
  paymentId: idText(orderIds.payment),
  amount: sum,
  reason: z.string(),
  createdAt: instant,
});

const timelineEntry = z.object({ at: instant, type: z.string(), actor: actorSchema });

/** What stays of an erased order's addresses: taxes were for these countries. */
export const erasure = z.object({
  at: instant,
  shippingCountry: z.string().nullable(),
  billingCountry: z.string().nullable(),
});

const secondOrder = z.object({
  id: idText(orderIds.order),
  number: z.int().positive(),
  status: orderStatus,
  currency: currencySchema,
  locale: storedLocale,
  pricesIncludeTax: z.boolean(),
  person: person.nullable(),
  items: z.array(firstItem),
  shippingOption: shippingOption.nullable(),
  totals,
  payments: z.array(payment),
  fulfillments: z.array(fulfillment),
  refunds: z.array(refund),
  timeline: z.array(timelineEntry),
  cancelReason: z.string().nullable(),
  customerId: z.string().nullable(),
  cartId: z.string().nullable(),
  placedAt: instant,
});

const thirdOrder = secondOrder.extend({ erasure: erasure.nullable() });

/** What explains the amounts of an order. Version 4 of its state and version 2 of `order.placed` added it. */
export const explained = {
  items: z.array(item),
  /** What promotions took off the whole order and off shipping. */
  adjustments: z.array(orderAdjustment),
  shippingTaxes: z.array(taxLine),
};

/** An order as it is stored. `person` is null once it was erased, and `erasure` says when. */
export const order = thirdOrder.extend(explained);
export type Order = z.infer<typeof order>;

const statuses = { paymentStatus, fulfillmentStatus };

/** An order, with the statuses derived from its payments and fulfillments. */
export const orderWithStatuses = order.extend(statuses);
export type OrderState = z.infer<typeof orderWithStatuses>;

const firstOrder = secondOrder.extend({ ...statuses, person: placedPerson.nullable() });

/** An order from before there were promotions and taxes with names: one rate for each line, and nothing on shipping. */
export function explain<Older extends { readonly items: readonly z.infer<typeof firstItem>[] }>(
  older: Older,
) {
  return {
    ...older,
    items: older.items.map((one): Item => {
      const taxes = one.taxRate === 0 ? [] : [{ name: "Tax", rate: one.taxRate, amount: one.tax }];
      return { ...one, adjustments: [], taxes };
    }),
    adjustments: [],
    shippingTaxes: [],
  };
}

/** Version 2 adds the internal note, version 3 when the person was erased, version 4 what explains the amounts. */
export const orderState = defineState("order", firstOrder)
  .next(
    () => secondOrder.extend(statuses),
    (first) => ({
      ...first,
      person: first.person && { ...first.person, internalNote: null },
    }),
  )
  .next(
    () => thirdOrder.extend(statuses),
    (second) => ({ ...second, erasure: null }),
  )
  .next(orderWithStatuses, explain)
  // A tracking number finds the address at the carrier.
  .personal({
    person: null,
    cancelReason: null,
    "refunds.*.reason": "",
    "fulfillments.*.trackingNumber": "",
  });

/** The names of these shapes in the API. */
export const orderPartSchemas = {
  OrderStatus: orderStatus,
  PaymentStatus: paymentStatus,
  FulfillmentStatus: fulfillmentStatus,
  Address: address,
  AddressInput: addressSchema,
  ItemImage: itemImage,
  Totals: totals,
  Adjustment: adjustment,
  OrderAdjustment: orderAdjustment,
  TaxLine: taxLine,
  ChosenShippingOption: shippingOption,
  Payment: payment,
  Fulfillment: fulfillment,
  FulfillmentItem: parcelItem,
  Refund: refund,
  TimelineEntry: timelineEntry,
  OrderErasure: erasure,
};
