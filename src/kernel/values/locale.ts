import * as z from "zod";

const maxLocaleLength = 35;

/** A BCP-47 language tag in canonical form, at most 35 characters. */
export const localeSchema = z
  .string()
  .min(2)
  .max(maxLocaleLength)
  .refine(
    (tag) => (canonicalLocale(tag)?.length ?? maxLocaleLength + 1) <= maxLocaleLength,
    "is not a BCP-47 language tag",
  )
  .transform((tag) => canonicalLocale(tag) ?? tag);

/** A language tag in an event, already canonical. */
export const storedLocale = z
  .string()
  .max(35)
  .refine((tag) => canonicalLocale(tag) === tag, "is not a canonical BCP-47 language tag");

/** Converts `en-us` to `en-US`. Returns null if it isn't a language tag. */
export function canonicalLocale(tag: string): string | null {
  // Intl takes quadratic time for long tags, and zod calls this even if the tag is too long.
  if (tag.length > maxLocaleLength) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/**
 * The languages to try, in order: each requested one with its parents, then the tenant's default, then
 * English.
 */
export function localeChain(requested: readonly string[], tenantDefault: string): readonly string[] {
  const chain = requested.flatMap(withParents);
  return [...new Set([...chain, tenantDefault, "en"])];
}

/**
 * The languages to serve, in the order to try them in: those of the chain that the tenant has enabled, then its others.
 * A disabled language is not among them.
 */
export function servedLocales(
  requested: readonly string[],
  tenant: { readonly defaultLocale: string; readonly locales: readonly string[] },
): readonly string[] {
  const chain = localeChain(requested, tenant.defaultLocale).filter((one) => tenant.locales.includes(one));
  return [...new Set([...chain, ...tenant.locales.toSorted()])];
}

/**
 * The languages of a resource to list: those to serve. A resource without any of them is served in a language that it
 * has, as `pickLocale` does.
 */
export function listedLocales(
  entries: readonly { readonly locale: string }[],
  served: readonly string[],
): readonly string[] {
  const listed = entries.filter(({ locale }) => served.includes(locale));
  return (listed.length > 0 ? listed : entries.slice(0, 1)).map(({ locale }) => locale);
}

/** Picks the entry for the first language of the chain that exists, else any entry. */
export function pickLocale<Entry extends { readonly locale: string }>(
  entries: readonly Entry[],
  chain: readonly string[],
): Entry | undefined {
  for (const locale of chain) {
    const found = entries.find((entry) => entry.locale === locale);
    if (found !== undefined) return found;
  }
  return entries[0];
}

/** The languages of an `Accept-Language` header, most preferred first. Invalid tags are skipped. */
export function acceptedLocales(header: string): readonly string[] {
  return header
    .slice(0, 1000)
    .split(",")
    .map((part, index) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters
        .map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1])
        .find(Boolean);
      return { locale: canonicalLocale(tag.trim()), quality: Number(quality ?? 1), index };
    })
    .filter((one) => one.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.index - b.index)
    .flatMap((one) => (one.locale === null ? [] : [one.locale]));
}

function withParents(locale: string): readonly string[] {
  const parts = locale.split("-");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("-"));
}
