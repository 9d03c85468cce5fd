import * as z from "zod";
import type { Tenant } from "../../../kernel/access/tenant.ts";
import { absoluteUrl, pageUrl } from "../../tenants/index.ts";
import type { SitemapType } from "./types.ts";

const name = z.tuple([z.string(), z.string(), z.string().nullable()]);
/** What an entry is called in a language: its locale, its handle, and the URL that search engines shall know instead. */
export type EntryName = z.infer<typeof name>;

/** The names of an entry as they are stored. */
export function readNames(json: string): readonly EntryName[] {
  return z.array(name).parse(JSON.parse(json));
}

/** One page of the storefront. */
export interface SitemapUrl {
  readonly locale: string;
  readonly url: string;
}

/**
 * The pages of an entry in the languages of the tenant, its default first. Languages that share a page are listed once; a page with
 * another canonical URL is none of its own.
 */
export function urlsOf(
  tenant: Tenant,
  {
    type,
    id,
    names,
  }: { readonly type: SitemapType; readonly id: string; readonly names: readonly EntryName[] },
  requested: string,
): readonly SitemapUrl[] {
  const { locales, defaultLocale } = tenant;
  const order = [defaultLocale, ...locales.filter((locale) => locale !== defaultLocale)];
  const byUrl = new Map<string, SitemapUrl>();
  for (const locale of order) {
    const found = names.find(([one]) => one === locale);
    if (found === undefined) continue;
    const [, handle, canonical] = found;
    const url = absoluteUrl(tenant, pageUrl(tenant, { kind: type, id, handle, locale }), requested);
    const isItself = canonical === null || URL.parse(canonical)?.href === url;
    if (isItself && !byUrl.has(url)) byUrl.set(url, { locale, url });
  }
  return [...byUrl.values()];
}
