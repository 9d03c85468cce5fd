import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { customerIds } from "../../customers/ids.ts";
import { commentIds } from "../ids.ts";
import { commentLimits } from "../limits.ts";

const instant = z.iso.datetime();
const commentId = idText(commentIds.comment);

export const commentStatus = z.enum(["pending", "approved", "rejected", "hidden"]);
export type CommentStatus = z.infer<typeof commentStatus>;

/** What comments can be about. Those on pages were imported. */
export const subjectType = z.enum(["product", "post", "page"]);
export type SubjectType = z.infer<typeof subjectType>;

export const subject = z.object({ type: subjectType, id: z.string().max(40) });
export type Subject = z.infer<typeof subject>;

/** What new comments are about. */
export const openSubject = subject.extend({ type: subjectType.exclude(["page"]) });
export type OpenSubject = z.infer<typeof openSubject>;

/** Why a comment waits for a moderator, or has come back to one. */
export const suspicion = z
  .enum(["guest", "first-time", "refused-before", "links", "speed", "repeated", "honeypot"])
  .describe(
    "`guest`: its author has not signed in. `first-time`: no comment of the customer has been approved. `refused-before`: as many were rejected or hidden. `links`: two links or more. `speed`: others by the same caller moments before. `repeated`: the same text again. `honeypot`: the field that people don't see was filled.",
  );
export type Suspicion = z.infer<typeof suspicion>;

/** One to five stars. */
export const stars = z.int().min(1).max(5);

/** Who wrote a comment. A customer has an id; both fields are empty once the person was erased. */
const author = z.object({
  name: z.string().max(commentLimits.authorName.value),
  email: z.string().nullable(),
});

const firstComment = z.object({
  id: commentId,
  subject: openSubject,
  /** The comment that it replies to, and the one that began the thread: itself if it did. */
  parentId: commentId.nullable(),
  rootId: commentId,
  /** All comments above it, from the one that began the thread to the one that it replies to. */
  ancestors: z.array(commentId).max(commentLimits.depth.value - 1),
  /** Its level in the thread: 1 for the comment that began it. */
  depth: z.int().min(1).max(commentLimits.depth.value),
  status: commentStatus,
  customerId: idText(customerIds.customer).nullable(),
  author,
  body: z.string().max(commentLimits.body.value),
  rating: stars.nullable(),
  /** Whether its author had bought the product when it was written. */
  verifiedPurchase: z.boolean(),
  suspicions: z.array(suspicion).max(suspicion.options.length),
  /** Reports since a moderator has looked at it last. */
  reports: z.int().min(0),
  createdAt: instant,
  updatedAt: instant,
  /** When its author has changed it. */
  editedAt: instant.nullable(),
  erasedAt: instant.nullable(),
});

const secondComment = firstComment.extend({ byStaff: z.boolean() });

/** A comment, or a review: a comment with stars. Version 2 says whether staff wrote it, version 3 can be about a page. */
export const comment = secondComment.extend({ subject });
export type Comment = z.infer<typeof comment>;

const erased = { "author.name": "", "author.email": null, body: "" } as const;

/** What of a comment is its author's, and what is there once that person was erased. */
export const personalFields = erased;

export const commentState = defineState("comment", firstComment)
  .next(
    () => secondComment,
    (older) => ({ ...older, byStaff: false }),
  )
  .next(
    () => comment,
    (older) => older,
  )
  .personal(personalFields);
