import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { commentStatus, subject } from "../comment/schema.ts";
import { bodyInput, nameInput } from "../comment/text.ts";
import { commentIds } from "../ids.ts";

/** A comment of another system. Its id here follows from its id there, so the same one is imported once. */
export const importedComment = z.object({
  id: idText(commentIds.comment),
  subject: subject.extend({ type: subject.shape.type.extract(["post", "page"]) }),
  /** The comment that it replies to, which is imported before. */
  parentId: idText(commentIds.comment).nullable(),
  status: commentStatus.extract(["approved", "pending"]),
  author: z.object({ name: nameInput, email: z.string().max(254).nullable() }),
  body: bodyInput,
  /** When it was written. Null if nobody knows: then it is of now. */
  at: z.iso.datetime().nullable(),
});
export type ImportedComment = z.infer<typeof importedComment>;

/** `raised`: it was nested deeper than comments are here. `parent-gone`: what it replies to is not here. */
export const importRemark = z.enum(["raised", "parent-gone"]);
export const importedOutcome = z.object({
  outcome: z.enum(["created", "unchanged"]),
  remarks: z.array(importRemark),
});
export type ImportedOutcome = z.infer<typeof importedOutcome>;
