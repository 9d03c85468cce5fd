import type { PricingCustomer } from "../../customers/index.ts";
import type { Stock } from "../../inventory/index.ts";
import type { SellableVariant } from "../../products/index.ts";
import type { ShippingOption } from "../../shipping/index.ts";
import type { Settings } from "../../tenants/index.ts";

/** What a tenant's prices depend on, read once per command. */
export interface PricingContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly customer: PricingCustomer;
  readonly settings: Pick<Settings, "currencies" | "taxRates" | "pricesIncludeTax">;
  /** By id. Unpublished variants are omitted. Prices and names are those of the display context. */
  readonly variants: ReadonlyMap<string, SellableVariant>;
  /** By variant. */
  readonly stocks: ReadonlyMap<string, Stock>;
  /** The chosen option; null if none is chosen or it does not exist. */
  readonly shippingOption: ShippingOption | null;
}
