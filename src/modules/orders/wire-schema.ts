import { z } from "zod";
import { address, item, orderWithStatuses, shippingOption } from "./schema.ts";

/** The wire shape of an order in a list. */
export const listedOrderShape = orderWithStatuses.omit({ person: true, cartId: true }).extend({
  /** Null if the personal data was erased. */
  email: z.string().nullable(),
  items: z.array(item.extend({ shipped: z.int() })),
  shippingAddress: address.nullable(),
  billingAddress: address.nullable(),
  shippingOption: shippingOption.nullable(),
  note: z.string().nullable(),
  version: z.int().positive(),
});
export type ListedOrderResponse = z.infer<typeof listedOrderShape>;

/** The wire shape of an order, for staff and for the customer. */
export const orderShape = listedOrderShape.extend({
  /** When the order is cancelled unless it is paid before; null if it stays. */
  expiresAt: z.iso.datetime().nullable(),
});
export type OrderResponse = z.infer<typeof orderShape>;
