import * as z from "zod";
import { handleSchema } from "../../../kernel/values/handle.ts";
import { idText } from "../../../kernel/values/id.ts";
import { contentIds } from "../ids.ts";
import { nodeLimits, termLimits } from "../limits.ts";
import { nodeMetadata } from "../nodes/schema.ts";
import { bodyFormat } from "../nodes/translation.ts";

const termFields = {
  slug: handleSchema,
  name: z.string().trim().min(1).max(termLimits.name.value),
};

/** A category or tag. It is found by its slug, and made if there is none. */
export const importedTerm = z.object({ kind: z.enum(["contentCategory", "tag"]), ...termFields });
export type ImportedTerm = z.infer<typeof importedTerm>;

/** A category with its place in the tree. */
export const importedCategory = z.object({
  ...termFields,
  description: z.string().max(termLimits.description.value).nullable(),
  /** The slug of the category above it. */
  parent: handleSchema.nullable(),
});
export type ImportedCategory = z.infer<typeof importedCategory>;

const instant = z.iso.datetime();

/** What a node was elsewhere. */
export const importedStatus = z.discriminatedUnion("status", [
  z.object({ status: z.literal("draft") }),
  z.object({ status: z.literal("published"), at: instant }),
  z.object({ status: z.literal("scheduled"), at: instant }),
]);
export type ImportedStatus = z.infer<typeof importedStatus>;

/** A node of another system. Its id here follows from its id there, so the same one is imported once. */
export const importedNode = z.object({
  id: idText(contentIds.node),
  /** Tells this version of it from others. The same version again changes nothing, whatever has become of the node. */
  fingerprint: z.string().min(1).max(100),
  author: z.object({ name: z.string().max(255), email: z.string().max(254) }).nullable(),
  title: z.string().trim().min(1).max(nodeLimits.title.value),
  /** Another is found if this one is taken. */
  slug: handleSchema,
  excerpt: z.string().max(nodeLimits.excerpt.value).nullable(),
  body: z.string().max(nodeLimits.body.value).nullable(),
  format: bodyFormat,
  terms: z.array(importedTerm).max(nodeLimits.tags.value + nodeLimits.categories.value),
  parentId: idText(contentIds.node).nullable(),
  position: z.int(),
  sticky: z.boolean(),
  commentsOpen: z.boolean(),
  metadata: nodeMetadata,
  was: importedStatus,
});
export type ImportedNode = z.infer<typeof importedNode>;

export const importOutcome = z.enum(["created", "updated", "unchanged"]);
export type ImportOutcome = z.infer<typeof importOutcome>;
