import * as z from "zod";
import { address } from "../../kernel/text/address.ts";
import { item, orderWithStatuses, refund, shippingOption } from "./schema.ts";

const orderItem = item.extend({ shipped: z.int() });

/** The wire shape of an order in a list, for staff. */
export const listedOrderShape = orderWithStatuses.omit({ person: true, cartId: true }).extend({
  /** Null if the personal data was erased. */
  email: z.string().nullable(),
  items: z.array(orderItem),
  shippingAddress: address.nullable(),
  billingAddress: address.nullable(),
  shippingOption: shippingOption.nullable(),
  note: z.string().nullable().describe("The shopper's note. The shopper sees it."),
  internalNote: z.string().nullable().describe("A note for staff. The shopper never sees it."),
  updatedAt: z.iso.datetime(),
  version: z.int().positive(),
});
export type ListedOrderResponse = z.infer<typeof listedOrderShape>;

/** The wire shape of an order for staff. */
export const orderShape = listedOrderShape.extend({
  /** When the order is cancelled unless it is paid before; null if it stays. */
  expiresAt: z.iso.datetime().nullable(),
});
export type OrderResponse = z.infer<typeof orderShape>;

const storeRefund = refund.omit({ reason: true });

const storeTimelineEntry = z.object({
  at: z.iso.datetime(),
  type: z.string(),
  actor: z.object({ kind: z.enum(["customer", "shop"]) }),
});

/**
 * The wire shape of an order for its shopper: without internal notes, the reasons that staff gives, and who of the
 * staff did what.
 */
export const storeOrderShape = orderShape
  .omit({ internalNote: true, cancelReason: true, updatedAt: true })
  .extend({
    customerId: z
      .string()
      .nullable()
      .describe("The customer whose order it is. Null for anybody else who has the order's token."),
    refunds: z.array(storeRefund),
    timeline: z.array(storeTimelineEntry),
  });
/** The wire shape of an order in a list, for its customer. */
export const listedStoreOrderShape = storeOrderShape.omit({ expiresAt: true });
export type ListedStoreOrderResponse = z.infer<typeof listedStoreOrderShape>;
export type StoreOrderResponse = z.infer<typeof storeOrderShape>;

/** The names of these shapes in the API. */
export const orderSchemas = {
  OrderItem: orderItem,
  Order: orderShape,
  OrderSummary: listedOrderShape,
  StoreOrder: storeOrderShape,
  StoreOrderSummary: listedStoreOrderShape,
  StoreRefund: storeRefund,
  StoreTimelineEntry: storeTimelineEntry,
};
