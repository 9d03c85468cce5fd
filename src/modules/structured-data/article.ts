import { breadcrumbs } from "./breadcrumbs.ts";
import type { StructuredData } from "./schema.ts";
import { structured } from "./things.ts";

/** What an article is made from. */
export interface Article {
  readonly title: string;
  readonly excerpt: string | null;
  readonly locale: string;
  readonly author: { readonly name: string | null };
  readonly tags: readonly { readonly name: string }[];
  readonly seo: {
    readonly description?: string | undefined;
    readonly openGraph?: { readonly image?: string | undefined } | undefined;
  } | null;
  readonly publishedAt: string;
  readonly updatedAt: string;
}

/** What a post or page is. `publisher` is the shop. */
export function articleData(
  type: "Article" | "WebPage",
  article: Article,
  { url, publisher }: { readonly url: string; readonly publisher: string },
): StructuredData {
  const { title, excerpt, locale, author, tags, seo, publishedAt, updatedAt } = article;
  return structured(
    {
      "@type": type,
      [type === "Article" ? "headline" : "name"]: title,
      description: seo?.description ?? excerpt,
      url,
      mainEntityOfPage: url,
      image: seo?.openGraph?.image,
      inLanguage: locale,
      datePublished: publishedAt,
      dateModified: updatedAt,
      author:
        author.name === null
          ? { "@type": "Organization", name: publisher }
          : { "@type": "Person", name: author.name },
      publisher: { "@type": "Organization", name: publisher },
      keywords: tags.length === 0 ? undefined : tags.map(({ name }) => name),
    },
    breadcrumbs([{ name: title, url }]),
  );
}
