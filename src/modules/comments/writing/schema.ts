import * as z from "zod";
import { emailSchema } from "../../../kernel/text/email.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { stars } from "../comment/schema.ts";
import { bodyInput, nameInput } from "../comment/text.ts";

const authorInput = z
  .strictObject({ name: nameInput.optional(), email: emailSchema.optional() })
  .describe(
    "Who writes. Guests give both. Of customers who have signed in, the name is that of their account unless they give another, and the address always is.",
  );

/** What a new comment says. */
export const commentFields = z.object({
  author: authorInput.optional(),
  body: bodyInput,
  parentId: opaqueId.nullish().describe("The approved comment that it replies to."),
  website: z
    .string()
    .max(500)
    .optional()
    .describe(
      "A field for robots. Put it into the form where people don't see it: a comment that fills it waits for a moderator.",
    ),
});
export type CommentInput = z.infer<typeof commentFields>;

export const reviewFields = commentFields.extend({
  rating: stars.nullish().describe("One to five stars. Replies have none."),
});

/** The fields of a new comment on a post. */
export const postCommentInput = commentFields.strict();

/** What an author may change of a comment on a post. */
export const postCommentPatch = z.strictObject({ body: bodyInput.optional() });

/** The fields of a new review. */
export const reviewInput = reviewFields.strict();

/** What an author may change of a review. */
export const reviewPatch = z.strictObject({
  body: bodyInput.optional(),
  rating: stars.nullable().optional(),
});
