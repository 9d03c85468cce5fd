import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { localeChain } from "../../../kernel/values/locale.ts";
import type { Currency } from "../../../kernel/values/money.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { availableOf, readStocks } from "../../inventory/index.ts";
import { readSellableVariants } from "../../products/index.ts";
import { availableIn, readOption } from "../../shipping/index.ts";
import { type Settings, settingsOf } from "../../tenants/index.ts";
import type { PricingContext } from "./rules.ts";
import type { Cart } from "./schema.ts";

/** In which language, currency and shipping option a cart is looked at. */
export type DisplayContext = Pick<Cart, "currency" | "locale" | "shippingOptionId">;

/** What the tenant's catalogue, stock and shipping say of some variants at this moment. */
export function loadPricingContext(
  database: TenantDatabase,
  { tenantId }: Pick<Context, "tenantId">,
  displayContext: DisplayContext,
  variantIds: readonly string[],
): PricingContext {
  const settings = settingsOf(database, tenantId);
  const locales = localeChain([displayContext.locale], settings.defaultLocale);
  const stocks = readStocks(database, [...new Set(variantIds)]);
  const optionId = displayContext.shippingOptionId;
  const option =
    optionId === null ? undefined : readOption(database, tenantId, canonicalId("shippingOption", optionId));
  return {
    settings,
    sellableVariants: readSellableVariants(database, variantIds, {
      locales,
      currency: displayContext.currency,
    }),
    available: new Map([...stocks].map(([id, stock]) => [id, availableOf(stock)])),
    option: {
      exists: option !== undefined,
      sellable: option === undefined ? null : availableIn(displayContext.currency, option),
    },
  };
}

/** The language and currency of a new cart: what is asked for, else what the shopper's browser wishes, else the tenant's. */
export function displayContextOf(
  { locales, defaultLocale, defaultCurrency }: Settings,
  asked: { readonly currency?: Currency | undefined; readonly locale?: string | undefined },
  requestedLocales: readonly string[],
): Pick<DisplayContext, "currency" | "locale"> {
  const spoken = localeChain(requestedLocales, defaultLocale).find((locale) => locales.includes(locale));
  return { currency: asked.currency ?? defaultCurrency, locale: asked.locale ?? spoken ?? defaultLocale };
}
