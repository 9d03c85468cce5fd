import { pricedCountry, pricingOf, type Tenant } from "../../kernel/access/tenant.ts";
import { refusalAt } from "../../kernel/api/problem.ts";
import type { Keyset } from "../../kernel/read/page.ts";
import type { ViewContext } from "../../kernel/read/query.ts";
import { servedLocales } from "../../kernel/values/locale.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";

/** The cache tag of everything that depends on the tenant's settings. */
export const settingsTag = "settings";

/** Whether store answers have data for search engines. */
export function isFound({ disabledModules }: Pick<Tenant, "disabledModules">): boolean {
  return !disabledModules.includes("seo");
}

/** Whose prices a storefront read shows. */
export interface Buyer {
  /** Where goods would go to. Null if it is not known, or no price list asks for it. */
  readonly country: string | null;
  /** Null for a guest. */
  readonly customerId: string | null;
}

/** The language, currency and prices of a storefront read. */
export interface Shopper {
  /** The tenant's languages, most preferred first. */
  readonly locales: readonly string[];
  readonly currency: string;
  /** The tenant's locale closest to the requested one. Titles are sorted in it. */
  readonly sortLocale: string;
  /** Null for a tenant without price lists: everybody has the same prices. */
  readonly buyer: Buyer | null;
  /** Whether products say what their reviews come to: not while the module `comments` is off. */
  readonly showsRatings: boolean;
}

type ShopperContext = Pick<ViewContext, "tenant" | "requestedLocales" | "customerId">;

/** Resolves language, currency and prices of a storefront read from what the tenant has enabled. */
export async function shopperOf(
  context: ShopperContext,
  currency: string | undefined,
  country: string | null | undefined = null,
): Promise<Result<Shopper>> {
  const tenant = await context.tenant();
  if (!tenant.ok) return tenant;
  const { currencies, defaultCurrency, defaultLocale, disabledModules } = tenant.value;
  if (currency !== undefined && !currencies.includes(currency)) {
    const errorDetail = `The store's currencies are ${currencies.join(", ")}.`;
    return refused(refusalAt("validation-failed", "/currency", errorDetail, "currency-not-enabled"));
  }
  const locales = servedLocales(context.requestedLocales, tenant.value);
  const buyer = { country: pricedCountry(tenant.value, country ?? null), customerId: context.customerId };
  return ok({
    locales,
    currency: currency ?? defaultCurrency,
    sortLocale: locales[0] ?? defaultLocale,
    buyer: pricingOf(tenant.value).hasLists ? buyer : null,
    showsRatings: !disabledModules.includes("comments"),
  });
}

/** The shopper of a page of a list, and how the next page finds the same languages and currency. */
export interface PageShopper extends Shopper {
  /** Where the page starts. */
  readonly after: Keyset | null;
  /** The start of the next page. */
  readonly next: (keyset: Keyset) => Keyset;
}

/**
 * Resolves language, currency and country of a page. Keysets carry them, so later pages continue in those of the first one,
 * whatever a request sends and whatever the tenant's defaults have become.
 */
export async function pageShopperOf(
  context: ShopperContext,
  currency: string | undefined,
  after: Keyset | null,
  country: string | null | undefined = null,
): Promise<Result<PageShopper>> {
  const carried = carriedBy(after);
  const requestedLocales = carried?.locales ?? context.requestedLocales;
  const shopper = await shopperOf(
    { ...context, requestedLocales },
    carried?.currency ?? currency,
    carried === null ? country : carried.country,
  );
  if (!shopper.ok) return carried === null || currency !== undefined ? shopper : refused(outdated);
  const { buyer, sortLocale } = shopper.value;
  const prices = [shopper.value.currency, ...(buyer?.country ? [buyer.country] : [])].join("/");
  const suffix = [prices, ...new Set([...requestedLocales, sortLocale])].join(" ");
  return ok({
    ...shopper.value,
    after: carried?.keyset ?? after,
    next: (keyset) => [...keyset, suffix],
  });
}

const outdated = refusalAt(
  "invalid-cursor",
  "/cursor",
  "The store no longer has the currency of this cursor. Start over without a cursor.",
);

/** What the last entry of a keyset carries: a currency, a country if prices depend on it, and the languages to try. Older keysets carry nothing. */
function carriedBy(after: Keyset | null) {
  const pattern = /^([A-Z]{3})(?:\/([A-Z]{2}))? (.+)$/;
  const [, currency, country, locales] = pattern.exec(String(after?.at(-1))) ?? [];
  if (after === null || currency === undefined || locales === undefined) return null;
  return { currency, country: country ?? null, locales: locales.split(" "), keyset: after.slice(0, -1) };
}
