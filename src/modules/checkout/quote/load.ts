import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { localeChain, servedLocales } from "../../../kernel/values/locale.ts";
import type { Currency } from "../../../kernel/values/money.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { groupIdsByProduct } from "../../collections/index.ts";
import { type PricingCustomer, readPricingCustomer } from "../../customers/index.ts";
import { readStocks } from "../../inventory/index.ts";
import { hasOrders } from "../../orders/index.ts";
import { readSellableVariants } from "../../products/index.ts";
import { type Candidate, namesGroups, readCandidates } from "../../promotions/index.ts";
import { shippingIds } from "../../shipping/ids.ts";
import { readOptions, type ShippingOption } from "../../shipping/index.ts";
import { builtInTaxes, readZones } from "../../taxes/index.ts";
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
  /** The codes that were entered. */
  readonly codes: readonly string[];
}

/** Reads everything that pricing these variants depends on, once for all of them. */
export function loadPricingContext(
  database: TenantDatabase,
  context: Pick<Context, "tenantId" | "now">,
  request: PricingRequest,
  variantIds: readonly string[],
): PricingContext {
  const customer = readPricingCustomer(database, request);
  return loadPricingContextFor(database, context, { ...request, customer, explains: false }, variantIds);
}

/** The same for a customer who is described instead of known. */
export function loadPricingContextFor(
  database: TenantDatabase,
  { tenantId, now }: Pick<Context, "tenantId" | "now">,
  request: Pick<PricingRequest, "currency" | "locale" | "shippingOptionId" | "codes"> & {
    readonly customer: PricingCustomer;
    readonly explains: boolean;
  },
  variantIds: readonly string[],
): PricingContext {
  const { currency, locale, shippingOptionId, codes, customer, explains } = request;
  const settings = loadSettings(database, { tenantId });
  const variants = readSellableVariants(database, variantIds, {
    locales: servedLocales([locale], settings),
    currency,
  });
  const promotions = readCandidates(database, {
    buyer: customer,
    codes,
    now: new Date(now).toISOString(),
    all: explains,
  });
  const shippingOptions = readOptions(database, tenantId, settings.currencies);
  return {
    now,
    customer,
    explains,
    settings,
    variants,
    promotions,
    isFirstOrder: isFirstOrder(database, customer, promotions),
    locales: localeChain([locale], settings.defaultLocale),
    groupsByProduct: promotions.some(({ promotion }) => namesGroups(promotion))
      ? groupIdsByProduct(
          database,
          [...variants.values()].map(({ productId }) => productId),
        )
      : new Map(),
    taxes: { calculator: builtInTaxes, zones: readZones(database, settings) },
    stocks: readStocks(database, [...new Set(variantIds)]),
    ...shippingOf(shippingOptions, shippingOptionId),
  };
}

/** The shipping options of a basket that has chosen one by its id. */
export function shippingOf(
  shippingOptions: readonly ShippingOption[],
  chosenId: string | null,
): Pick<PricingContext, "shippingOption" | "shippingOptions"> {
  const id = chosenId === null ? null : canonicalId(shippingIds.shippingOption, chosenId);
  return { shippingOption: shippingOptions.find((one) => one.id === id) ?? null, shippingOptions };
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

function isFirstOrder(
  database: TenantDatabase,
  { id, email }: PricingCustomer,
  promotions: readonly Candidate[],
): boolean | null {
  const depends = promotions.some(({ promotion: { conditions } }) =>
    conditions.some(({ kind }) => kind === "firstOrder"),
  );
  if (!depends || (id === null && email === null)) return null;
  return !hasOrders(database, { id, email });
}
