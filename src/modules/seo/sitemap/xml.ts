import type { SitemapUrl } from "./entries.ts";

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A sitemap that the index names, and when something of it has last changed. */
export interface NamedSitemap {
  readonly url: string;
  readonly updatedAt: string;
}

/** An index of sitemaps, as sitemaps.org has them. */
export function indexXml(sitemaps: readonly NamedSitemap[]): string {
  const entries = sitemaps.map(
    ({ url, updatedAt }) => `<sitemap><loc>${escaped(url)}</loc><lastmod>${updatedAt}</lastmod></sitemap>\n`,
  );
  return `${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join("")}</sitemapindex>\n`;
}

/** What is before and after the entries of a sitemap. */
export const sitemapFrame = {
  before: `${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`,
  after: "</urlset>\n",
};

/** The pages of one entry. Each names all of them with their languages, itself too; the first is for all other languages. */
export function entryXml(urls: readonly SitemapUrl[], updatedAt: string): string {
  const [first] = urls;
  const alternates =
    urls.length < 2 || first === undefined
      ? ""
      : [...urls, { locale: "x-default", url: first.url }]
          .map(
            ({ locale, url }) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${escaped(url)}"/>`,
          )
          .join("");
  return urls
    .map(({ url }) => `<url><loc>${escaped(url)}</loc><lastmod>${updatedAt}</lastmod>${alternates}</url>\n`)
    .join("");
}

/** URLs have no characters that XML cannot have, nor quotes or angle brackets. */
function escaped(url: string): string {
  return url.replaceAll("&", "&amp;").replaceAll("'", "&apos;");
}
