import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { removedLocales } from "../../translations/index.ts";
import { firstContent, nodeContent, secondContent } from "./schema.ts";
import { translationHead } from "./translation.ts";

const instant = z.iso.datetime();
const heads = { translations: z.array(translationHead) };
const first = firstContent.extend(heads);
const second = secondContent.extend(heads);
const content = nodeContent.extend(heads);
const nothing = z.object({});
const author = { "author.name": null } as const;

/** Bodies are in the state beside the event, and nowhere else: twice they would not fit into a row. */
export const nodeCreated = defineEvent("content.node.created", "node", () =>
  first.extend({ kind: z.string() }),
)
  .next(
    () => second.extend({ kind: z.string() }),
    (older) => ({ ...older, blocks: [] }),
  )
  .next(
    () => content.extend({ kind: z.string() }),
    (older) => ({ ...older, commentsOpen: true }),
  )
  .personal(author)
  .published(
    "kind",
    "parentId",
    "position",
    "sticky",
    "commentsOpen",
    "template",
    "tagIds",
    "categoryIds",
    "featuredMedia",
    "metadata",
    "blocks",
    "translations",
  );
/**
 * Carries only what changed. `translations` has every changed translation, without its body. `revision` is the number of
 * the revision that was restored.
 */
export const nodeUpdated = defineEvent("content.node.updated", "node", () =>
  first.partial().extend({ removedLocales, revision: z.int().optional() }),
)
  .next(
    () => second.partial().extend({ removedLocales, revision: z.int().optional() }),
    (older) => older,
  )
  .next(
    () => content.partial().extend({ removedLocales, revision: z.int().optional() }),
    (older) => older,
  )
  .personal(author)
  .published(
    "parentId",
    "position",
    "sticky",
    "commentsOpen",
    "template",
    "tagIds",
    "categoryIds",
    "featuredMedia",
    "metadata",
    "blocks",
    "translations",
    "removedLocales",
    "revision",
  );
/** Says when it is published and unpublished by itself. Null for never. */
export const nodeScheduled = defineEvent("content.node.scheduled", "node", () =>
  z.object({ publishAt: instant.nullable(), unpublishAt: instant.nullable() }),
).published("publishAt", "unpublishAt");
/** Ends the schedule of its publication. `publishedAt` is when it happened, or for what was imported, when it once did. */
export const nodePublished = defineEvent("content.node.published", "node", () =>
  z.object({ publishedAt: instant }),
).published("publishedAt");
/** A draft again. Ends its schedule. */
export const nodeUnpublished = defineEvent("content.node.unpublished", "node", nothing).published();
/** Ends its schedule. */
export const nodeArchived = defineEvent("content.node.archived", "node", nothing).published();
/** Moved from the archive back to draft. */
export const nodeRestored = defineEvent("content.node.restored", "node", nothing).published();
export const nodeDeleted = defineEvent("content.node.deleted", "node", nothing).published();

export const nodeEvents = [
  nodeCreated,
  nodeUpdated,
  nodeScheduled,
  nodePublished,
  nodeUnpublished,
  nodeArchived,
  nodeRestored,
  nodeDeleted,
];
