import * as z from "zod";
import { canonicalOrigin } from "../../../kernel/access/origin.ts";
import type { Tenant } from "../../../kernel/access/tenant.ts";

/** The default path of each kind of page that a storefront has. */
const defaults = {
  product: "/products/{handle}",
  collection: "/collections/{handle}",
  category: "/categories/{handle}",
  post: "/blog/{slug}",
  page: "/{slug}",
  contentCategory: "/blog/categories/{slug}",
  tag: "/blog/tags/{slug}",
} as const;

/** What has a page in a storefront. */
export type PageKind = keyof typeof defaults;
export type UrlPatterns = Readonly<Record<PageKind, string>>;

export const urlPatternDefaults: UrlPatterns = defaults;

/** What a pattern names. `handle` and `slug` are the same. */
export interface PageName {
  readonly kind: PageKind;
  readonly id: string;
  readonly handle: string;
  /** The locale whose handle it is. */
  readonly locale: string;
}

/** The URL of a page as the pattern of its kind makes it: a path, or absolute if the pattern is. */
export function pageUrl(tenant: Pick<Tenant, "urlPatterns">, page: PageName): string {
  const values: Readonly<Record<string, string>> = {
    id: page.id,
    handle: page.handle,
    slug: page.handle,
    locale: page.locale,
  };
  const pattern = tenant.urlPatterns?.[page.kind] ?? defaults[page.kind];
  return pattern.replace(placeholder, (_, name: string) => encodeURIComponent(values[name] ?? ""));
}

/**
 * A storefront's URL with its origin: that of the URL itself, else the first of the shop's `corsOrigins`, else the one that the
 * request came to.
 */
export function absoluteUrl(tenant: Pick<Tenant, "corsOrigins">, url: string, requested: string): string {
  return new URL(url, tenant.corsOrigins[0] ?? requested).href;
}

/**
 * The URL of a page for an answer that everybody shares, whatever host it was asked for at. A shop that has not said where its
 * storefront is has the path.
 */
export function storefrontUrl(tenant: Pick<Tenant, "corsOrigins" | "urlPatterns">, page: PageName): string {
  const url = pageUrl(tenant, page);
  const [origin] = tenant.corsOrigins;
  return origin === undefined ? url : absoluteUrl(tenant, url, origin);
}

/** The origin of links to the platform's own answers: that which a request came to, or else one that leads to the tenant. */
export function originOf(tenant: Pick<Tenant, "slug" | "domains">, requested: string | undefined): string {
  return requested ?? `https://${tenant.domains[0] ?? tenant.slug}`;
}

const placeholder = /\{(\w+)\}/g;
const names = new Set(["id", "handle", "slug", "locale"]);

const pattern = z
  .string()
  .max(500)
  .refine(
    isPattern,
    "must be a path such as /products/{handle} or a whole URL, with {handle}, {slug} or {id}, and perhaps {locale}",
  );

function isPattern(text: string): boolean {
  const used = [...text.matchAll(placeholder)].map(([, name = ""]) => name);
  const filled = text.replace(placeholder, "x");
  if (!used.every((name) => names.has(name)) || !used.some((name) => name !== "locale")) return false;
  if (!/^[\w\-.~!$&'()*+,;=:@%/?#]+$/.test(filled)) return false;
  const [origin = ""] = /^https?:\/\/[^/]*/i.exec(filled) ?? [];
  if (origin !== "") return canonicalOrigin(origin) !== null && !/^https?:\/\/[^/]*\{/i.test(text);
  return filled.startsWith("/") && !filled.startsWith("//");
}

/** Where a storefront shows what: version 6 of the settings added it. */
export const storefrontUrls = z.object({
  urlPatterns: z
    .object({
      product: z.string(),
      collection: z.string(),
      category: z.string(),
      post: z.string(),
      page: z.string(),
      contentCategory: z.string(),
      tag: z.string(),
    })
    .describe(
      "Where the storefront shows what. `{handle}` and `{slug}` are the handle in the language served, `{locale}` is that language. A path is taken under the first of `corsOrigins`.",
    ),
});

const patternInput = pattern.nullable().optional();

/** The same in input. A kind that is left out stays as it is. */
export const urlPatternsInput = z
  .strictObject({
    product: patternInput,
    collection: patternInput,
    category: patternInput,
    post: patternInput,
    page: patternInput,
    contentCategory: patternInput,
    tag: patternInput,
  })
  .describe(
    "Where the storefront shows what: a path or a whole URL, with `{handle}`, `{slug}` (the same) or `{id}`, and perhaps `{locale}`. A kind that is left out stays as it is, null is its default.",
  );

/** The patterns after a change of some. */
export function withPatterns(current: UrlPatterns, sent: z.infer<typeof urlPatternsInput>): UrlPatterns {
  const kept = Object.entries(defaults).map(([name, initial]) => {
    const kind = name as PageKind;
    return [kind, sent[kind] === undefined ? current[kind] : (sent[kind] ?? initial)];
  });
  return Object.fromEntries(kept) as UrlPatterns;
}
