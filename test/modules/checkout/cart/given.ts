import type { Cart } from "../../../../src/modules/checkout/cart/schema.ts";
import { basketOf } from "../../../support/quote.ts";

export const lampId = "var_01J00000000000000000000001";
export const rugId = "var_01J00000000000000000000002";
export const songId = "var_01J00000000000000000000003";

/** A stored cart of an anonymous shopper. */
export function cartOf(lines: Parameters<typeof basketOf>[0], more: Partial<Cart> = {}): Cart {
  return {
    ...basketOf(lines),
    id: "cart_01J00000000000000000000000",
    tokenHash: "hash",
    status: "active",
    locale: "en",
    email: null,
    shippingAddress: null,
    billingAddress: null,
    shippingOptionId: null,
    codes: [],
    discounts: [],
    note: null,
    customerId: null,
    orderId: null,
    version: 0,
    ...more,
  };
}
