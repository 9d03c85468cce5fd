import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { localeChain, servedLocales } from "../../../kernel/values/locale.ts";
import type { Currency } from "../../../kernel/values/money.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { readPricingCustomer } from "../../customers/index.ts";
import { readStocks } from "../../inventory/index.ts";
import { readSellableVariants } from "../../products/index.ts";
import { shippingIds } from "../../shipping/ids.ts";
import { readOption } from "../../shipping/index.ts";
import { loadSettings, type Settings } from "../../tenants/index.ts";
import type { PricingContext } from "./pricing-context.ts";

/** The language, currency and shipping option of a basket. */
export interface DisplayContext {
  readonly currency: Currency;
  readonly locale: string;
  readonly shippingOptionId: string | null;
}

/** What the prices of a basket depend on. A cart has all of it. */
export interface PricingRequest extends DisplayContext {
  /** Null for a guest. */
  readonly customerId: string | null;
  readonly email: string | null;
}

/** Reads everything that pricing these variants depends on, once for all of them. */
export function loadPricingContext(
  database: TenantDatabase,
  context: Pick<Context, "tenantId" | "now">,
  { currency, locale, shippingOptionId, customerId, email }: PricingRequest,
  variantIds: readonly string[],
): PricingContext {
  const settings = loadSettings(database, context);
  const locales = servedLocales([locale], settings);
  const option =
    shippingOptionId === null
      ? undefined
      : readOption(
          database,
          context.tenantId,
          canonicalId(shippingIds.shippingOption, shippingOptionId),
          settings.currencies,
        );
  return {
    now: context.now,
    customer: readPricingCustomer(database, { customerId, email }),
    settings,
    variants: readSellableVariants(database, variantIds, { locales, currency }),
    stocks: readStocks(database, [...new Set(variantIds)]),
    shippingOption: option ?? null,
  };
}

/**
 * The language and currency of a new basket: as requested, else the browser's language, else the tenant's
 * defaults.
 */
export function displayContextOf(
  { locales, defaultLocale, defaultCurrency }: Settings,
  asked: { readonly currency?: Currency | undefined; readonly locale?: string | undefined },
  requestedLocales: readonly string[],
): Pick<DisplayContext, "currency" | "locale"> {
  const spoken = localeChain(requestedLocales, defaultLocale).find((locale) => locales.includes(locale));
  return { currency: asked.currency ?? defaultCurrency, locale: asked.locale ?? spoken ?? defaultLocale };
}
