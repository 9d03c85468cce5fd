import * as z from "zod";
import { comment, commentStatus, stars } from "./schema.ts";

const author = z.object({
  name: z.string().nullable().describe("Null once the person was erased."),
});

/** A comment in the store API. Whose it is, only its name says. */
const shown = z.object({
  id: z.string(),
  parentId: z
    .string()
    .nullable()
    .describe("The comment that it replies to. Null for one that begins a thread."),
  depth: z.int().describe("Its level in the thread: 1 for the comment that begins it."),
  author,
  body: z.string().describe("Plain text, as it was written. Escape it in HTML, or use `html`."),
  html: z.string().describe("The text as HTML: escaped, with paragraphs and line breaks."),
  rating: stars.nullable().describe("Stars. Null for replies, and for comments without any."),
  verifiedPurchase: z.boolean().describe("Whether its author had bought the product."),
  byStaff: z.boolean().describe("Whether the shop's staff wrote it."),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
});

export const storeReply = shown;
export type StoreReply = z.infer<typeof storeReply>;

const aboutReplies =
  "The oldest replies of the thread, at all levels, in the order in which they were written.";
const replyCount = z.int().describe("How many replies the thread has. `…/replies` lists them all.");

/** A comment that begins a thread, with the first of its replies. */
export const storeComment = shown.extend({
  replies: z.array(storeReply).describe(aboutReplies),
  replyCount,
});
export type StoreComment = z.infer<typeof storeComment>;

/** A comment as its author sees it. */
export const ownComment = shown.extend({
  status: commentStatus.describe("`pending`: a moderator decides about it first."),
  editableUntil: z.iso
    .datetime()
    .nullable()
    .describe(
      "Until when its author can change or delete it. Null for guests and for everybody else, who can't.",
    ),
  href: z.string().describe("The path to read, change and delete it."),
});
export type OwnComment = z.infer<typeof ownComment>;

/** What only products have. */
const ofProducts = { rating: true, verifiedPurchase: true } as const;

/** The same shapes for comments on posts. */
export const postReply = shown.omit(ofProducts);
export type PostReply = z.infer<typeof postReply>;
export const postComment = postReply.extend({
  replies: z.array(postReply).describe(aboutReplies),
  replyCount,
});
export type PostComment = z.infer<typeof postComment>;
export const ownPostComment = ownComment.omit(ofProducts);
export type OwnPostComment = z.infer<typeof ownPostComment>;

/** A comment as moderators see it. */
export const adminComment = comment
  .omit({ rootId: true, ancestors: true, author: true, erasedAt: true })
  .extend({
    threadId: z.string().describe("The comment that began its thread: its own id if it did."),
    author: z.object({
      name: z.string().nullable(),
      email: z.string().nullable(),
      customerId: z
        .string()
        .nullable()
        .describe("Null for guests. All three are null once the person was erased."),
    }),
    html: z.string(),
    awaiting: z
      .boolean()
      .describe(
        "Whether a moderator has something to decide: it is pending, readers have reported it, or an edit that looks like spam has hidden it.",
      ),
    erasedAt: z.iso.datetime().nullable(),
    version: z.int(),
  })
  .omit({ customerId: true });
export type AdminComment = z.infer<typeof adminComment>;

/** The names of these shapes in the API. */
export const commentShapes = {
  StoreComment: storeComment,
  StoreReply: storeReply,
  OwnComment: ownComment,
  PostComment: postComment,
  PostReply: postReply,
  OwnPostComment: ownPostComment,
  Comment: adminComment,
  CommentStatus: commentStatus,
};
