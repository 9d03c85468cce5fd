import { refusalAt } from "../../kernel/api/problem.ts";
import type { ViewContext } from "../../kernel/read/query.ts";
import { servedLocales } from "../../kernel/values/locale.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";

/** The language and currency of a storefront read. */
export interface Shopper {
  /** The tenant's languages, most preferred first. */
  readonly locales: readonly string[];
  readonly currency: string;
  /** The tenant's locale closest to the requested one. Titles are sorted in it. */
  readonly sortLocale: string;
}

/** Resolves language and currency of a storefront read from what the tenant has enabled. */
export async function shopperOf(
  context: Pick<ViewContext, "tenant" | "requestedLocales">,
  currency: string | undefined,
): Promise<Result<Shopper>> {
  const tenant = await context.tenant();
  if (!tenant.ok) return tenant;
  const { currencies, defaultCurrency, defaultLocale } = tenant.value;
  if (currency !== undefined && !currencies.includes(currency)) {
    const errorDetail = `The store's currencies are ${currencies.join(", ")}.`;
    return refused(refusalAt("validation-failed", "/currency", errorDetail, "currency-not-enabled"));
  }
  const locales = servedLocales(context.requestedLocales, tenant.value);
  return ok({ locales, currency: currency ?? defaultCurrency, sortLocale: locales[0] ?? defaultLocale });
}
