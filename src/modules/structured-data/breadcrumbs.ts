import type { StructuredData } from "./schema.ts";
import { plainText, structured, type Thing } from "./things.ts";

/** A page of a storefront on the way to another. */
export interface Crumb {
  readonly name: string;
  readonly url: string;
}

/** The way to a page, which is its last one. */
export function breadcrumbs(crumbs: readonly Crumb[]): Thing {
  return {
    "@type": "BreadcrumbList",
    itemListElement: crumbs.map(({ name, url }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: url,
    })),
  };
}

/** What a collection or category is. */
export function groupData(
  group: { readonly title: string; readonly description: string | null },
  url: string,
): StructuredData {
  const description = plainText(group.description);
  return structured(
    { "@type": "CollectionPage", name: group.title, description, url },
    breadcrumbs([{ name: group.title, url }]),
  );
}
