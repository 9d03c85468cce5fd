import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import type { SitemapName } from "./types.ts";
import { readSitemap, readSitemapIndex } from "./view/read.ts";

const files = ["products.xml", "collections.xml", "categories.xml", "posts.xml", "pages.xml"] as const;
const bound = opaqueId.optional();

export const sitemapRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/sitemap.xml",
    tag: "Storefront",
    operationId: "getStoreSitemapIndex",
    summary: "Get the index of sitemaps",
    description:
      "Names sitemaps of at most 10,000 URLs, by type. URLs in them are those of the setting `urlPatterns`. A storefront may answer it under its own host, or name it in its robots.txt.",
    operation: readSitemapIndex,
    conditional: true,
    input: () => ({}),
    returns: "The index",
    mediaType: "application/xml",
  }),
  defineRoute({
    method: "get",
    path: "/v1/store/sitemaps/{file}",
    tag: "Storefront",
    operationId: "getStoreSitemap",
    summary: "Get a sitemap",
    description:
      "Lists what is published and may be indexed, with its other languages. The index has the links to all parts: a part begins with the id `from` and ends before the id `to`.",
    operation: readSitemap,
    params: z.object({ file: z.enum(files).describe("The sitemap, by what it lists.") }),
    query: z.strictObject({
      from: bound.describe("The id of the first entry."),
      to: bound.describe("The id of the entry after the last one."),
    }),
    input: ({ params: { file }, query: { from = null, to = null } }) => ({
      // The files are named after what they list.
      name: file.slice(0, -".xml".length) as SitemapName,
      from,
      to,
    }),
    returns: "The sitemap",
    mediaType: "application/xml",
  }),
];
