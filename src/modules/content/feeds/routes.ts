import * as z from "zod";
import { repeatable, storefrontQuery } from "../../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { limitParameter } from "../../../kernel/read/page.ts";
import { type FeedFormat, feedFormats, feedForms } from "./feed.ts";
import { feedOf } from "./query.ts";

const feeds = feedFormats.map((format) => ({ format, operation: feedOf(format) }));

export const feedOperations = feeds.map(({ operation }) => operation);

const names: Readonly<Record<FeedFormat, string>> = {
  rss: "getStoreRssFeed",
  atom: "getStoreAtomFeed",
  json: "getStoreJsonFeed",
};

/** The newest posts as feeds. Filters are those of the list. */
export const feedRoutes = feeds.map(({ format, operation }) => {
  const { mediaType, file, title } = feedForms[format];
  return defineRoute({
    method: "get",
    path: `/v1/store/posts/${file}`,
    tag: "Storefront",
    operationId: names[format],
    summary: `Get the newest posts as ${title}`,
    description:
      "Returns published posts with their bodies, newest first. Links are those of the setting `urlPatterns`, and those in bodies are made absolute. A body that the feed has no room for is left out, and the post has its summary.",
    operation,
    conditional: true,
    query: z.strictObject({
      limit: limitParameter(20),
      locale: storefrontQuery.locale,
      tag: repeatable.describe("Tags by their slugs."),
      category: repeatable.describe("Content categories by their slugs."),
      author: repeatable.describe("Authors by id or name."),
    }),
    input: ({ query: { limit, tag, category, author } }) => ({ limit, tag, category, author }),
    returns: "The feed",
    mediaType,
  });
});
