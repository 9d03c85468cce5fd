import type { Stock } from "../../inventory/index.ts";
import type { SellableVariant } from "../../products/index.ts";
import type { ShippingOption } from "../../shipping/index.ts";
import type { Settings } from "../../tenants/index.ts";

/** What a tenant's prices depend on, read once per command. */
export interface PricingContext {
  readonly settings: Pick<Settings, "currencies" | "taxRates" | "pricesIncludeTax">;
  /** By id; variants that are not published are missing. Prices and names are those of the display context. */
  readonly variants: ReadonlyMap<string, SellableVariant>;
  /** By variant. */
  readonly stocks: ReadonlyMap<string, Stock>;
  /** The chosen option; null if there is none, or none of that id. */
  readonly shippingOption: ShippingOption | null;
}
