import type { PricingCustomer } from "../../customers/index.ts";
import type { Stock } from "../../inventory/index.ts";
import type { SellableVariant } from "../../products/index.ts";
import type { Candidate } from "../../promotions/index.ts";
import type { ShippingOption } from "../../shipping/index.ts";
import type { KnownZone, TaxCalculator } from "../../taxes/index.ts";
import type { Settings } from "../../tenants/index.ts";

/** What a tenant's prices depend on, read once per command. */
export interface PricingContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly customer: PricingCustomer;
  /** Whether the customer, or else the e-mail address, has no order yet. Null if neither is known, or nothing depends on it. */
  readonly isFirstOrder: boolean | null;
  /** Languages, most preferred first. */
  readonly locales: readonly string[];
  /** In the order in which they have their turn. */
  readonly promotions: readonly Candidate[];
  /** The collections and categories of each product, with those that a category is below of. */
  readonly groupsByProduct: ReadonlyMap<string, readonly string[]>;
  /** Whether the quote tells of all promotions, also of those that have nothing to do with the basket. */
  readonly explains: boolean;
  readonly settings: Pick<
    Settings,
    "currencies" | "pricesIncludeTax" | "taxShipping" | "homeCountry" | "priceStays"
  >;
  /** Who calculates taxes, and from which zones. */
  readonly taxes: { readonly calculator: TaxCalculator; readonly zones: readonly KnownZone[] };
  /** By id. Unpublished variants are omitted. Prices and names are those of the display context. */
  readonly variants: ReadonlyMap<string, SellableVariant>;
  /** By variant. */
  readonly stocks: ReadonlyMap<string, Stock>;
  /** The chosen option; null if none is chosen or it does not exist. */
  readonly shippingOption: ShippingOption | null;
  /** All that the tenant has, oldest first. */
  readonly shippingOptions: readonly ShippingOption[];
}
