/** An amount for a range of quantities, in minor units. Both ends are included, and null is no end. */
export interface PriceBreak {
  readonly amount: number;
  readonly minQuantity: number | null;
  readonly maxQuantity: number | null;
}

/** A price that is entered with the variant itself. */
export interface BasePrice extends PriceBreak {
  readonly compareAtAmount: number | null;
}

/** Whom a list's prices are for. A kind of rule that is absent matches everybody, an empty one nobody. */
export interface PriceListRules {
  readonly countries: readonly string[] | null;
  /** Handles. */
  readonly customerGroups: readonly string[] | null;
}

/** What selection needs to know of a price list. Times are milliseconds since 1970; a null end is for ever. */
export interface SelectableList {
  readonly id: string;
  readonly kind: "sale" | "override";
  readonly status: "active" | "draft";
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly priority: number;
  readonly rules: PriceListRules;
}

/** A price in a price list. */
export interface ListedPrice extends PriceBreak {
  readonly list: SelectableList;
}

/** All prices of a variant in one currency. */
export interface PricedVariant {
  readonly variantId: string;
  readonly base: readonly BasePrice[];
  readonly listed: readonly ListedPrice[];
}

/** Who asks for a price, when, and for how many units. */
export interface PriceQuestion {
  /** Null if it is not known: no rule about countries matches. */
  readonly country: string | null;
  /** Handles of the customer's groups. */
  readonly groups: readonly string[];
  /** The units of the variant over all lines. */
  readonly quantity: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Why a price was chosen or not. */
export type PriceReason =
  | "base-price"
  | "override-list"
  | "sale-list"
  | "list-is-draft"
  | "list-not-started"
  | "list-ended"
  | "other-country"
  | "other-customer-group"
  | "other-quantity"
  | "overridden"
  | "less-specific"
  | "lower-priority"
  | "higher-amount"
  | "same-amount"
  | "sale-not-lower"
  | "sale-is-lower";

/** Where a price is entered: with the variant of this id, or in the price list of this id. */
export interface PriceSource {
  readonly kind: "base" | "price-list";
  readonly id: string;
}

/** A price that a variant could have, and why it has it or not. */
export interface PriceCandidate {
  readonly source: PriceSource;
  readonly amount: number;
  readonly chosen: boolean;
  readonly reason: PriceReason;
}

/** The price of a variant, in minor units of the currency that was asked for. */
export interface SelectedPrice {
  readonly amount: number;
  readonly compareAtAmount: number | null;
  readonly source: PriceSource;
}
