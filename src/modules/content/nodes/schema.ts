import * as z from "zod";
import { byteLength } from "../../../kernel/json.ts";
import { idText } from "../../../kernel/values/id.ts";
import { storedLocale } from "../../../kernel/values/locale.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { block } from "../blocks/schema.ts";
import { contentIds } from "../ids.ts";
import { nodeLimits } from "../limits.ts";
import { nodeTranslation } from "./translation.ts";

const instant = z.iso.datetime();

export const nodeStatus = z.enum(["draft", "published", "archived"]);
export type NodeStatus = z.infer<typeof nodeStatus>;

/** Who wrote it: a staff user by id and name, an API key, or just a name. */
export const nodeAuthor = z.object({ id: z.string().nullable(), name: z.string().nullable() });
export type NodeAuthor = z.infer<typeof nodeAuthor>;

export const nodeMetadata = z
  .record(z.string().min(1).max(100), z.unknown())
  .refine((value) => byteLength(JSON.stringify(value)) <= nodeLimits.metadata.value, "is larger than 32 KiB");

const first = z.object({
  id: idText(contentIds.node),
  /** The name of its kind, such as `post`. Modules add kinds. */
  kind: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
  status: nodeStatus,
  author: nodeAuthor,
  parentId: idText(contentIds.node).nullable(),
  /** Among its siblings, and pages among themselves. */
  position: z.int(),
  sticky: z.boolean(),
  template: z.string().nullable(),
  /** In the order that they were given. Names and slugs are those of the tags themselves. */
  tagIds: z.array(idText(contentIds.tag)),
  categoryIds: z.array(idText(contentIds.contentCategory)),
  featuredMedia: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  translations: z.array(nodeTranslation),
  /** Former slugs. They redirect to the current one. */
  redirects: z.array(z.object({ locale: storedLocale, slug: z.string() })),
  /** When it will be published and unpublished by itself. */
  publishAt: instant.nullable(),
  unpublishAt: instant.nullable(),
  /** When it was published. Null unless it is. */
  publishedAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
/** Version 2 adds blocks. */
const second = first.extend({
  /** In their order. */
  blocks: z.array(block),
});
/** Version 3 adds whether it takes comments. */
const node = second.extend({
  /** Whether it takes new comments, as far as the post says so: the tenant's setting may say otherwise. */
  commentsOpen: z.boolean(),
});
/** A post, a page, or another text that stands by itself. */
export type NodeState = z.infer<typeof node>;

const revisedFields = {
  template: true,
  tagIds: true,
  categoryIds: true,
  featuredMedia: true,
  metadata: true,
  translations: true,
  blocks: true,
} as const;

/** What revisions keep: neither the author nor the place. */
export const revisedContent = node.pick(revisedFields);
export type RevisedContent = z.infer<typeof revisedContent>;

/** What a change can change: no status, dates or former slugs. */
export const nodeContent = node.pick({
  author: true,
  parentId: true,
  position: true,
  sticky: true,
  commentsOpen: true,
  ...revisedFields,
});
export type NodeContent = z.infer<typeof nodeContent>;

/** The same before it said whether it takes comments. */
export const secondContent = nodeContent.omit({ commentsOpen: true });
/** The same before there were blocks. */
export const firstContent = secondContent.omit({ blocks: true });

/** The state of a node. */
export const nodeState = defineState("node", first)
  .next(second, (older) => ({ ...older, blocks: [] }))
  .next(node, (older) => ({ ...older, commentsOpen: true }))
  .personal({ "author.name": null });
