import * as z from "zod";
import { actorSchema } from "../../../kernel/access/actor.ts";
import { block } from "../blocks/schema.ts";
import { nodeTranslation } from "../nodes/translation.ts";
import { termRef } from "../terms/schema.ts";

const instant = z.iso.datetime();

/** A revision in a list. */
export const revisionSummary = z.object({
  number: z.int(),
  at: instant,
  actor: actorSchema,
  restoredFrom: z.int().nullable().describe("The revision that it repeats. Null if it is new."),
  bytes: z.int(),
});

/** A field that differs. Null for what one of the revisions does not have. */
const fieldDifference = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });
export type FieldDifference = z.infer<typeof fieldDifference>;

/** Lines as a unified diff has them: with a space before what stays, `-` before what goes, `+` before what comes. */
const hunk = z.object({
  oldStart: z.int(),
  oldLines: z.int(),
  newStart: z.int(),
  newLines: z.int(),
  lines: z.array(z.string()),
});
export type Hunk = z.infer<typeof hunk>;

const textDifference = z.object({
  locale: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  fields: z.array(fieldDifference),
  body: z
    .array(hunk)
    .nullable()
    .describe("The lines of the body that differ, empty if none do. Null if too many do."),
});
export type TextDifference = z.infer<typeof textDifference>;

export const revisionDiff = z.object({
  against: z.int(),
  fields: z.array(fieldDifference),
  translations: z.array(textDifference),
});
export type RevisionDiff = z.infer<typeof revisionDiff>;

/** A revision with what the node was. */
export const revisionResponse = revisionSummary.extend({
  template: z.string().nullable(),
  tags: z.array(termRef),
  categories: z.array(termRef),
  featuredMedia: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  blocks: z.array(block),
  translations: z.array(nodeTranslation),
  diff: revisionDiff.optional().describe("With `against`: what has changed since that revision."),
});
export type RevisionResponse = z.infer<typeof revisionResponse>;

/** The names of these shapes in the API. */
export const revisionSchemas = {
  RevisionSummary: revisionSummary,
  Revision: revisionResponse,
  RevisionDiff: revisionDiff,
  FieldDifference: fieldDifference,
  TextDifference: textDifference,
  DiffHunk: hunk,
};
