import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { address } from "../../../kernel/text/address.ts";
import { cartLimits, cartStatus } from "../cart/schema.ts";
import { openCartsOf } from "../cart/store.ts";

/** What is in a customer's cart, and what was entered there. */
export const cartRecord = z.object({
  status: cartStatus,
  currency: z.string(),
  email: z.string().nullable(),
  shippingAddress: address.nullable(),
  billingAddress: address.nullable(),
  note: z.string().nullable(),
  items: z.array(z.object({ variantId: z.string(), title: z.string(), quantity: z.int() })),
});
export type CartRecord = z.infer<typeof cartRecord>;

/** The open carts of a customer, those that were changed last first. */
export function cartRecordsOf(
  database: TenantDatabase,
  customerId: string,
  now: number,
): readonly CartRecord[] {
  return openCartsOf(database, customerId, now, cartLimits.callerCarts.value).map((cart) => ({
    status: cart.status,
    currency: cart.currency,
    email: cart.email,
    shippingAddress: cart.shippingAddress,
    billingAddress: cart.billingAddress,
    note: cart.note,
    items: cart.lines.map(({ variantId, title, quantity }) => ({ variantId, title, quantity })),
  }));
}
