import type { PageKind } from "../../tenants/index.ts";

/** What sitemaps list, by the names of their files. */
export const sitemapTypes = {
  products: "product",
  collections: "collection",
  categories: "category",
  posts: "post",
  pages: "page",
} as const satisfies Readonly<Record<string, PageKind>>;

export type SitemapName = keyof typeof sitemapTypes;
export type SitemapType = (typeof sitemapTypes)[SitemapName];
