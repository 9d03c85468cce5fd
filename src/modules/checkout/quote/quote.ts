import type { Id } from "../../../kernel/values/id.ts";
import type { Currency, Money } from "../../../kernel/values/money.ts";
import type { LineAmounts, Totals } from "../../orders/index.ts";
import type { SellableVariant } from "../../products/index.ts";
import type { PricingContext } from "./pricing-context.ts";

/** What is quoted: the shopper's lines, in one currency, and where they go. A cart is one. */
export interface Basket {
  readonly currency: Currency;
  readonly lines: readonly BasketLine[];
  readonly shippingAddress: Destination | null;
  readonly billingAddress: Destination | null;
}

/** A line of a basket, with the name and unit price it had when the basket was last changed. */
export interface BasketLine {
  readonly id: Id<"item">;
  readonly variantId: string;
  readonly quantity: number;
  /** In the basket's currency. */
  readonly unitAmount: number;
  readonly productId: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string | null;
}

interface Destination {
  readonly country: string;
}

/** A quote while its steps run. Amounts that follow from others are not in it. */
export interface QuoteDraft {
  readonly basket: Basket;
  readonly pricesIncludeTax: boolean;
  readonly lines: readonly DraftLine[];
  readonly shippingLines: readonly DraftShippingLine[];
  readonly trace: readonly TraceEntry[];
}

/** What a basket comes to, and why. */
export interface Quote extends QuoteDraft {
  readonly lines: readonly QuoteLine[];
  readonly totals: Totals;
}

/** What steps can adjust and tax: a line or a shipping line. */
export interface Chargeable {
  /** The price before adjustments. */
  readonly subtotal: Money;
  readonly adjustments: readonly Adjustment[];
  readonly taxes: readonly TaxLine[];
}

export interface DraftLine extends Chargeable {
  readonly line: BasketLine;
  /** Null if it is not published, or has no price in the currency. */
  readonly variant: SellableVariant | null;
  /** The current price, or the last known one of a variant that is not available. */
  readonly unitPrice: Money;
}

export interface QuoteLine extends DraftLine, Omit<LineAmounts, "subtotal"> {}

export interface DraftShippingLine extends Chargeable {
  readonly optionId: string;
  readonly name: string;
}

/** An amount taken off a line or off shipping. */
export interface Adjustment {
  readonly source: Source;
  /** The code the shopper entered; null if it applies automatically. */
  readonly code: string | null;
  /** What shoppers read. */
  readonly label: string;
  /** Never negative, and never more than what is left. */
  readonly amount: Money;
  /** `across`: a share of an amount that was taken off several lines together. */
  readonly allocation: "each" | "across";
}

/** The tax of one rate. */
export interface TaxLine {
  readonly name: string;
  /** Basis points: 2000 is 20 %. */
  readonly rate: number;
  readonly amount: Money;
}

/** What caused an amount, such as a promotion or a shipping option. */
export interface Source {
  readonly kind: string;
  readonly id: string;
}

/** Why something applies to the quote, or does not. */
export interface TraceEntry {
  /** The name of the step. */
  readonly step: string;
  /** Null if it concerns the whole quote. */
  readonly lineId: string | null;
  readonly source: Source | null;
  readonly applied: boolean;
  /** In kebab case, for programs. */
  readonly reason: string;
  readonly amount: Money | null;
}

/** One part of pricing, such as taxes. Steps run in the order of the list in `steps.ts`. */
export interface QuoteStep {
  readonly name: string;
  /** Pure: answers the quote so far with its own part added. */
  readonly apply: (quote: QuoteDraft, context: PricingContext) => QuoteDraft;
}
