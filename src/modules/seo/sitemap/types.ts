import type { Tenant } from "../../../kernel/access/tenant.ts";
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

const ofContent: readonly SitemapType[] = ["post", "page"];

/** What the sitemaps of a tenant list. Posts and pages are not found while their module is off. */
export function listedTypes({ disabledModules }: Pick<Tenant, "disabledModules">): readonly SitemapType[] {
  const hasContent = !disabledModules.includes("content");
  return Object.values(sitemapTypes).filter((type) => hasContent || !ofContent.includes(type));
}
