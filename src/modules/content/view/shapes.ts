import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { structuredData } from "../../structured-data/index.ts";
import { contentIds } from "../ids.ts";
import { nodeAuthor } from "../nodes/schema.ts";
import { contentSeo, translationHead } from "../nodes/translation.ts";
import { adminNode } from "../nodes/wire.ts";
import { termRef } from "../terms/schema.ts";
import { storeBlock } from "./blocks/store-blocks.ts";

const instant = z.iso.datetime();

/** A post or page of a list for staff: without bodies and blocks. */
export const listedNode = adminNode.omit({ blocks: true }).extend({ translations: z.array(translationHead) });
export type ListedNode = z.infer<typeof listedNode>;

/** A published post of a list, in the shopper's language. Without an excerpt, it has the beginning of its text. */
export const storePostSummary = z.object({
  id: idText(contentIds.node),
  slug: z.string(),
  title: z.string(),
  excerpt: z.string().nullable(),
  locale: z.string(),
  availableLocales: z.array(z.string()),
  author: nodeAuthor,
  tags: z.array(termRef),
  categories: z.array(termRef),
  sticky: z.boolean(),
  template: z.string().nullable(),
  featuredMedia: z.string().nullable(),
  seo: contentSeo.nullable(),
  metadata: z.record(z.string(), z.unknown()),
  publishedAt: instant,
  updatedAt: instant,
});
export type StorePostSummary = z.infer<typeof storePostSummary>;

const html = z
  .string()
  .describe("The body, rendered and sanitized: it may be inserted into a page as it is.");

/** A published post with its body, and others that have the most tags and categories in common with it. */
export const storePost = storePostSummary.extend({
  html,
  commentsCount: z.int().describe("How many comments are shown, replies included."),
  commentsOpen: z
    .boolean()
    .describe("Whether it takes new comments, as far as the setting `comments` lets posts take any."),
  blocks: z.array(storeBlock),
  related: z.array(storePostSummary),
  structuredData: structuredData.optional(),
});

/** A published page with its body. */
export const storePage = storePostSummary.omit({ sticky: true }).extend({
  html,
  blocks: z.array(storeBlock),
  parentId: z.string().nullable(),
  position: z.int(),
  structuredData: structuredData.optional(),
});

/** A category or tag of content, with the number of published posts that its filter finds. */
export const storeTag = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  locale: z.string(),
  availableLocales: z.array(z.string()),
  count: z.int(),
});
export const storeContentCategory = storeTag.extend({ parentId: z.string().nullable(), position: z.int() });

/** The names of these shapes in the API. */
export const storeSchemas = {
  NodeSummary: listedNode,
  StorePostSummary: storePostSummary,
  StorePost: storePost,
  StorePage: storePage,
  StoreBlock: storeBlock,
  StoreTag: storeTag,
  StoreContentCategory: storeContentCategory,
};
