import * as z from "zod";
import { idText, opaqueId } from "../../../kernel/values/id.ts";
import { block, blocksInput } from "../blocks/schema.ts";
import { contentIds } from "../ids.ts";
import { nodeLimits, termLimits } from "../limits.ts";
import { termRef } from "../terms/schema.ts";
import { nodeAuthor, nodeMetadata, nodeStatus } from "./schema.ts";
import {
  bodyFormat,
  contentSeo,
  nodeTranslation,
  nodeTranslationInput,
  nodeTranslationPatch,
  nodeTranslationsInput,
  nodeTranslationsPatch,
} from "./translation.ts";

/** A category or tag by its name or slug. */
const termName = z.string().trim().min(1).max(termLimits.name.value);
const tags = z.array(termName).max(nodeLimits.tags.value);
const categories = z.array(termName).max(nodeLimits.categories.value);
const place = z.int().min(0).max(1_000_000);
/** How the storefront shows it. The storefront knows its templates. */
const template = z.string().trim().min(1).max(100).nullable();

const commentsOpen = z
  .boolean()
  .describe("Whether it takes new comments, as far as the setting `comments` lets posts take any.");

const fields = {
  position: place.optional(),
  template: template.optional(),
  featuredMedia: z.string().min(1).max(64).nullable().optional(),
};

/** A post stands by itself, and may stick to the top of lists. */
export const postInput = z.strictObject({
  ...fields,
  translations: nodeTranslationsInput,
  tags: tags.optional(),
  categories: categories.optional(),
  metadata: nodeMetadata.optional(),
  blocks: blocksInput.optional(),
  sticky: z.boolean().optional(),
  commentsOpen: commentsOpen.optional(),
});
/** Pages can be below each other. */
export const pageInput = postInput
  .omit({ sticky: true, commentsOpen: true })
  .extend({ parentId: opaqueId.nullable().optional() })
  .strict();
/** What a node of any kind can have. */
export const nodeInput = postInput.extend(pageInput.shape);
export type NodeInput = z.infer<typeof nodeInput>;

export const postPatch = z.strictObject({
  ...fields,
  translations: nodeTranslationsPatch.optional(),
  tags: tags.nullable().optional(),
  categories: categories.nullable().optional(),
  metadata: nodeMetadata.nullable().optional(),
  blocks: blocksInput.nullable().optional(),
  sticky: z.boolean().optional(),
  commentsOpen: commentsOpen.optional(),
});
export const pagePatch = postPatch
  .omit({ sticky: true, commentsOpen: true })
  .extend({ parentId: opaqueId.nullable().optional() })
  .strict();
export const nodePatch = postPatch.extend(pagePatch.shape);
export type NodePatch = z.infer<typeof nodePatch>;

const instant = z.iso.datetime();

/** A post or page in the admin API. Title and slug are those of one of its translations. */
export const adminNode = z.object({
  id: idText(contentIds.node),
  kind: z.string(),
  status: nodeStatus,
  author: nodeAuthor,
  parentId: z.string().nullable(),
  position: z.int(),
  sticky: z.boolean(),
  commentsOpen,
  template: z.string().nullable(),
  tags: z.array(termRef),
  categories: z.array(termRef),
  featuredMedia: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  blocks: z.array(block),
  title: z.string(),
  slug: z.string(),
  locale: z.string(),
  availableLocales: z.array(z.string()),
  translations: z.array(nodeTranslation),
  publishAt: instant.nullable(),
  unpublishAt: instant.nullable(),
  publishedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  version: z.int(),
});
export type AdminNode = z.infer<typeof adminNode>;

/** The names of these shapes in the API. */
export const nodeSchemas = {
  // GraphQL has another `Node`.
  ContentNode: adminNode,
  NodeStatus: nodeStatus,
  NodeAuthor: nodeAuthor,
  NodeTranslation: nodeTranslation,
  NodeTranslationInput: nodeTranslationInput,
  NodeTranslationPatch: nodeTranslationPatch,
  ContentSeo: contentSeo,
  BodyFormat: bodyFormat,
  PostInput: postInput,
  PostPatch: postPatch,
  PageInput: pageInput,
  PagePatch: pagePatch,
};
