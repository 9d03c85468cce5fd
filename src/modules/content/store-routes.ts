import * as z from "zod";
import { repeatable, repeatableOf, storefrontQuery } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery, uncountedPageQuery } from "../../kernel/read/page.ts";
import { pricedQuery } from "../listing/index.ts";
import { searchParameter } from "../term-search/index.ts";
import { listStorePosts } from "./view/list-store.ts";
import { storeTermsOf } from "./view/list-terms.ts";
import { readStorePage, readStorePost } from "./view/read-store.ts";
import { searchHitTypes, searchStore } from "./view/search/search.ts";

const params = z.object({ slug: z.string().min(1).max(255) });
const localeQuery = { locale: storefrontQuery.locale };

export const storeTerms = {
  contentCategory: storeTermsOf("contentCategory"),
  tag: storeTermsOf("tag"),
} as const;

/** Content in the store: what is published, in the shopper's language. */
export const storeRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/posts",
    tag: "Storefront",
    operationId: "listStorePosts",
    summary: "List posts",
    description:
      "Lists published posts, newest first. Without filters, those that are sticky come before the others. Filters that are repeated match any of their values; a category includes those below it.",
    operation: listStorePosts,
    conditional: true,
    query: z.strictObject({
      ...pageQuery,
      ...localeQuery,
      tag: repeatable.describe("Tags by their slugs."),
      category: repeatable.describe("Content categories by their slugs."),
      author: repeatable.describe("Authors by id or name."),
    }),
    input: ({ query: { tag, category, author }, page }) => ({ ...page, tag, category, author }),
    returns: "A page of posts",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: "/v1/store/posts/{slug}",
    tag: "Storefront",
    operationId: "getStorePost",
    summary: "Get a post by its slug",
    description:
      "Returns a published post with its body as HTML, its blocks, and related posts. Product grids have the prices of the currency and the country. A former slug redirects to the current one.",
    operation: readStorePost,
    conditional: true,
    params,
    query: z.strictObject(pricedQuery),
    input: ({ params, query: { currency, country = null } }) => ({ ...params, currency, country }),
    returns: "The post",
    moved: (slug) => `/v1/store/posts/${slug}`,
  }),
  defineRoute({
    method: "get",
    path: "/v1/store/pages/{slug}",
    tag: "Storefront",
    operationId: "getStorePage",
    summary: "Get a page by its slug",
    description:
      "Returns a published page with its body as HTML, and its blocks. Product grids have the prices of the currency and the country. A former slug redirects to the current one.",
    operation: readStorePage,
    conditional: true,
    params,
    query: z.strictObject(pricedQuery),
    input: ({ params, query: { currency, country = null } }) => ({ ...params, currency, country }),
    returns: "The page",
    moved: (slug) => `/v1/store/pages/${slug}`,
  }),
  termsRoute("contentCategory"),
  termsRoute("tag"),
  defineRoute({
    method: "get",
    path: "/v1/store/search",
    tag: "Storefront",
    operationId: "searchStore",
    summary: "Search products, posts and pages",
    description:
      "Searches what is published, the best hits first. All words have to be found; the last one also by its beginning.",
    operation: searchStore,
    conditional: true,
    query: z.strictObject({
      ...uncountedPageQuery,
      ...localeQuery,
      q: searchParameter.describe("What to look for. Without it, nothing is found."),
      type: repeatableOf(z.enum(searchHitTypes)).describe("Only hits of these types."),
    }),
    input: ({ query: { q, type }, page: { count: _, ...page } }) => ({ ...page, q, type }),
    returns: "A page of hits",
    refusals: ["invalid-cursor"],
  }),
];

function termsRoute(kind: "contentCategory" | "tag") {
  const isTag = kind === "tag";
  return defineRoute({
    method: "get",
    path: isTag ? "/v1/store/tags" : "/v1/store/content-categories",
    tag: "Storefront",
    operationId: isTag ? "listStoreTags" : "listStoreContentCategories",
    summary: isTag ? "List tags" : "List content categories",
    description: `Lists ${isTag ? "tags" : "the tree of content categories"} in the shopper's language, each with the number of published posts that its filter finds.`,
    operation: storeTerms[kind],
    conditional: true,
    query: z.strictObject({ ...pageQuery, ...localeQuery }),
    input: ({ page }) => page,
    returns: isTag ? "A page of tags" : "A page of content categories",
    refusals: ["invalid-cursor"],
  });
}
