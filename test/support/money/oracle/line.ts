import type { Basket, Money, Product, Promotion, Shop } from "../vector.ts";
import { type Ratio, ratio, sum } from "./ratio.ts";

/** A line while it is priced. */
export interface Line {
  readonly product: Product;
  readonly variantId: string;
  readonly quantity: bigint;
  readonly weight: bigint;
  readonly requiresShipping: boolean;
  readonly unitPrice: bigint;
  readonly compareAtPrice: bigint | null;
  /** What is left of the subtotal. */
  left: bigint;
  /** Units that a "buy x get y" counted already, as bought or as got. */
  spoken: bigint;
  readonly adjustments: { promotionId: string; code: string | null; amount: bigint }[];
}

/** A basket while it is priced. */
export interface Pricing {
  readonly shop: Shop;
  readonly basket: Basket;
  readonly lines: readonly Line[];
  /** What each option that ships a part of it is charged: none as long as nothing is to send, or no option is to be had. */
  readonly shipping: ShippingPart[];
  readonly applied: Promotion[];
}

export interface ShippingPart {
  readonly option: ShippingOption;
  readonly subtotal: bigint;
  left: bigint;
}

export type ShippingOption = NonNullable<Shop["shippingOptions"]>[number];

export function leftOf(things: readonly { readonly left: bigint }[]): bigint {
  return sum(things.map(({ left }) => left));
}

/** What some units of a line are worth: their share of what is left of it. */
export function worth({ left, quantity }: Line, units = 1n): Ratio {
  return ratio(left * units, quantity);
}

/** The amount in this currency, if one is named. */
export function amountIn(currency: string, amounts: readonly Money[]): bigint | null {
  const found = amounts.find((one) => one.currency === currency);
  return found === undefined ? null : BigInt(found.amount);
}
