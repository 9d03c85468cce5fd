import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId } from "../../../kernel/values/id.ts";
import { localeChain, servedLocales } from "../../../kernel/values/locale.ts";
import type { Currency } from "../../../kernel/values/money.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { groupIdsByProduct } from "../../collections/index.ts";
import { type PricingCustomer, readPricingCustomer } from "../../customers/index.ts";
import { readStocks } from "../../inventory/index.ts";
import { hasOrders } from "../../orders/index.ts";
import { readSellableVariants, type SellableVariant } from "../../products/index.ts";
import { type Candidate, dependsOnGroups, readCandidates } from "../../promotions/index.ts";
import { shippingIds } from "../../shipping/ids.ts";
import { readOptions, type ShippingOption } from "../../shipping/index.ts";
import { builtInTaxes, readZones } from "../../taxes/index.ts";
import { loadSettings, type Settings } from "../../tenants/index.ts";
import type { PricingContext } from "./pricing-context.ts";
import { subjectOf } from "./promotions/selection.ts";
import type { Basket } from "./quote.ts";
import { destinationOf } from "./taxation.ts";

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
  /** The country that the goods go to, or null. Absent if it may change before the basket is priced. */
  readonly goesTo?: string | null;
}

/** What the prices of a basket depend on that is priced as it is. */
export function asItIs<Known extends PricingRequest & Pick<Basket, "shippingAddress" | "billingAddress">>(
  basket: Known,
) {
  return { ...basket, goesTo: destinationOf(basket)?.country ?? null };
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
  request: Pick<PricingRequest, "currency" | "locale" | "shippingOptionId" | "codes" | "goesTo"> & {
    readonly customer: PricingCustomer;
    readonly explains: boolean;
  },
  variantIds: readonly string[],
): PricingContext {
  const { currency, locale, shippingOptionId, codes, goesTo, customer, explains } = request;
  const settings = loadSettings(database, { tenantId });
  const variants = readSellableVariants(database, variantIds, {
    locales: servedLocales([locale], settings),
    currency,
  });
  const groupsByProduct = readGroups(database, [...variants.values()]);
  const subjects = [...variants.values()].map((variant) => subjectOf(variant, groupsByProduct));
  const promotions = readCandidates(database, {
    buyer: customer,
    basket: { subjects, customerGroups: customer.groups, country: goesTo },
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
    groupsByProduct,
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

/** The collections and categories of products, if a promotion asks for them. */
function readGroups(
  database: TenantDatabase,
  variants: readonly SellableVariant[],
): PricingContext["groupsByProduct"] {
  if (variants.length === 0 || !dependsOnGroups(database)) return new Map();
  return groupIdsByProduct(
    database,
    variants.map(({ productId }) => productId),
  );
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
