import { z } from "zod";
import { address, item, orderWithStatuses, shippingOption } from "./schema.ts";

/** The wire shape of an order, for staff and for the customer. */
export const orderShape = orderWithStatuses.omit({ person: true, cartId: true }).extend({
  /** Null if the personal data was erased. */
  email: z.string().nullable(),
  items: z.array(item.extend({ shipped: z.int() })),
  shippingAddress: address.nullable(),
  billingAddress: address.nullable(),
  shippingOption: shippingOption.nullable(),
  note: z.string().nullable(),
  version: z.int().positive(),
});
export type OrderResponse = z.infer<typeof orderShape>;
