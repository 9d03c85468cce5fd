import * as z from "zod";
import type { Tenant } from "../../../kernel/access/tenant.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { canonicalJson, hexDigest } from "../../../kernel/values/digest.ts";
import { ok } from "../../../kernel/values/result.ts";
import { absoluteUrl, originOf, pageUrl, shopperOf } from "../../tenants/index.ts";
import { tagsOfNodeList } from "../view/cache-tags.ts";
import { anyOf } from "../view/list-store.ts";
import type { StorePostSummary } from "../view/shapes.ts";
import { type Feed, type FeedFormat, type FeedPost, feedForms } from "./feed.ts";
import { jsonFeedOf } from "./json.ts";
import { withAbsoluteLinks } from "./links.ts";
import { readFeedPosts } from "./rows.ts";
import { uuidOfDigest, uuidOfId } from "./uuid.ts";
import { atomOf, rssOf } from "./xml.ts";

const written: Readonly<Record<FeedFormat, (feed: Feed) => string>> = {
  rss: rssOf,
  atom: atomOf,
  json: jsonFeedOf,
};

/** The newest posts as a feed of one format. */
export function feedOf(format: FeedFormat) {
  return defineViewQuery({
    name: `content.read${format === "json" ? "Json" : format === "rss" ? "Rss" : "Atom"}Feed`,
    access: "public",
    input: z.object({
      limit: z.int().min(1).max(100).default(20),
      tag: anyOf,
      category: anyOf,
      author: anyOf,
    }),
    output: z.string(),
    varies: ["locale", "origin"],
    reuse: { space: alwaysAPage, tags: () => tagsOfNodeList() },
    async run(model, { limit, ...filters }, context) {
      const [shopper, found] = [await shopperOf(context, undefined), await context.tenant()];
      if (!shopper.ok) return shopper;
      if (!found.ok) return found;
      const { locales, sortLocale: locale } = shopper.value;
      const { tenantId } = context;
      const posts = await readFeedPosts(model, { tenantId, filters, locales, limit });
      const tenant = found.value;
      const requested = originOf(tenant, context.origin);
      const shown = posts.map(({ post, html }) => feedPost(tenant, requested, post, html));
      const named = canonicalJson([tenantId, filters, locale]);
      return ok(
        written[format]({
          id: `urn:uuid:${uuidOfDigest(await hexDigest(named))}`,
          title: tenant.name,
          locale,
          homeUrl: absoluteUrl(tenant, "/", requested),
          selfUrl: `${requested}/v1/store/posts/${feedForms[format].file}${searchOf(filters, locale)}`,
          updatedAt: [never, ...shown.map((post) => post.updatedAt)].toSorted().at(-1) ?? never,
          posts: shown,
        }),
      );
    },
  });
}

/** When a feed without posts has changed. */
const never = "1970-01-01T00:00:00.000Z";

function feedPost(tenant: Tenant, requested: string, post: StorePostSummary, html: string | null): FeedPost {
  const { id, slug: handle, locale } = post;
  const url = absoluteUrl(tenant, pageUrl(tenant, { kind: "post", id, handle, locale }), requested);
  return {
    id: `urn:uuid:${uuidOfId(id)}`,
    url,
    title: post.title,
    locale,
    summary: post.excerpt ?? "",
    html: html === null ? null : withAbsoluteLinks(html, url),
    author: post.author.name,
    labels: [...post.categories, ...post.tags],
    publishedAt: post.publishedAt,
    updatedAt: post.updatedAt,
  };
}

function searchOf(filters: Readonly<Record<string, readonly string[]>>, locale: string): string {
  const search = new URLSearchParams({ locale });
  for (const [name, values] of Object.entries(filters))
    for (const value of values) search.append(name, value);
  return `?${search}`;
}
