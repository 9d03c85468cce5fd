import type { Id } from "../../../kernel/values/id.ts";
import type { Currency, Money } from "../../../kernel/values/money.ts";
import type { LineAmounts, TaxLine, Totals } from "../../orders/index.ts";
import type { SellableVariant } from "../../products/index.ts";
import type { PricingContext } from "./pricing-context.ts";
import type { PromotionOutcome } from "./promotions/outcome.ts";

/** The input of a quote: the shopper's lines, the currency and the destination. A cart is a basket. */
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

/** Where a basket goes. Taxes and shipping options depend on it. */
export interface Destination {
  readonly country: string;
  readonly province?: string | null;
  readonly postalCode?: string | null;
}

/** A quote while its steps run. It has no derived amounts yet. */
export interface QuoteDraft {
  readonly basket: Basket;
  readonly pricesIncludeTax: boolean;
  readonly lines: readonly DraftLine[];
  readonly shippingLines: readonly DraftShippingLine[];
  /** Those that have applied or whose code was entered, in the order in which they had their turn; all if the context asks why. */
  readonly promotions: readonly PromotionOutcome[];
  readonly trace: readonly TraceEntry[];
}

/** The amounts of a basket, with the reasons for them. */
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
  /** Units that a "buy x, get y" has counted, as bought or as got. */
  readonly servedUnits: number;
  /** The unit price before it was changed for the destination; absent if it was not. */
  readonly enteredPrice?: Money;
}

export interface QuoteLine extends DraftLine, Omit<LineAmounts, "subtotal"> {}

export interface DraftShippingLine extends Chargeable {
  readonly optionId: string;
  readonly name: string;
  readonly taxCategory: string;
}

/** An amount taken off a line or off shipping. */
export interface Adjustment {
  readonly source: Source;
  /** The code the shopper entered; null if it applies automatically. */
  readonly code: string | null;
  /** Shown to shoppers. */
  readonly label: string;
  /** Never negative, and never more than what is left. */
  readonly amount: Money;
  /** `across`: a share of an amount that was taken off several lines together. */
  readonly allocation: "each" | "across";
}

/** What an amount comes from, such as a promotion or a shipping option. */
export interface Source {
  readonly kind: string;
  readonly id: string;
}

/** Why something applies to the quote or not. */
export interface TraceEntry {
  /** The name of the step. */
  readonly step: string;
  /** Null if the entry is about the whole quote. */
  readonly lineId: string | null;
  readonly source: Source | null;
  readonly applied: boolean;
  /** Machine-readable, in kebab case. */
  readonly reason: string;
  readonly amount: Money | null;
}

/** One part of pricing, such as taxes. Steps run in the order of the list in `steps.ts`. */
export interface QuoteStep {
  readonly name: string;
  /** Pure. Returns the quote so far with this step's part added. */
  readonly apply: (quote: QuoteDraft, context: PricingContext) => QuoteDraft;
}
