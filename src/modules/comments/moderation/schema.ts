import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { adminComment } from "../comment/shapes.ts";
import { commentLimits } from "../limits.ts";

/** What a moderator decides. */
export const decision = z.enum(["approve", "reject", "hide"]);
export type Decision = z.infer<typeof decision>;

const decided = z.strictObject({ id: opaqueId, decision });

/** What is decided about many comments. */
export const decisionsInput = z.strictObject({
  items: z
    .array(decided)
    .min(1)
    .max(commentLimits.decisions.value)
    .refine(
      (items) => new Set(items.map(({ id }) => id)).size === items.length,
      "must not name a comment twice",
    ),
});

/** The comments that were decided about. */
export const decidedComments = z.object({ items: z.array(adminComment) });
