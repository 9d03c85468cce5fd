import { z } from "zod";
import { type Currency, type Money, moneySchema } from "../../kernel/values/money.ts";

/** What a line comes to. */
export const lineAmounts = z.object({
  /** Unit price × quantity. */
  subtotal: moneySchema,
  discount: moneySchema,
  tax: moneySchema,
  /** Subtotal − discount, plus tax when prices exclude it. */
  total: moneySchema,
});
export type LineAmounts = z.infer<typeof lineAmounts>;

/** What everything comes to. `total` is the amount to pay. */
export const totals = z.object({
  subtotal: moneySchema,
  discount: moneySchema,
  shipping: moneySchema,
  tax: moneySchema,
  total: moneySchema,
});
export type Totals = z.infer<typeof totals>;

/** What is to be priced, all in one currency. */
export interface Basket {
  readonly currency: Currency;
  readonly lines: readonly { readonly unitPrice: Money; readonly quantity: number }[];
  /** Taken off the lines together, at most their subtotal. Nothing where left out. */
  readonly discount?: Money;
  readonly shipping: Money;
  readonly tax: TaxRule;
}

/** How tax is reckoned. */
export interface TaxRule {
  /** Basis points: 2000 is 20 %. */
  readonly rate: number;
  readonly pricesIncludeTax: boolean;
}

export interface Priced {
  readonly lines: readonly LineAmounts[];
  readonly totals: Totals;
}
