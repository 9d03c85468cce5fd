import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { comment, openSubject, personalFields, subject } from "./schema.ts";

const firstWritten = () =>
  comment
    .pick({
      subject: true,
      parentId: true,
      rootId: true,
      ancestors: true,
      depth: true,
      status: true,
      customerId: true,
      author: true,
      body: true,
      rating: true,
      verifiedPurchase: true,
      suspicions: true,
    })
    .extend({ subject: openSubject });
const written = () => firstWritten().extend({ byStaff: z.boolean() });
const nothing = () => z.object({});

const publishedFields = [
  ...(["subject", "parentId", "depth", "status", "customerId", "rating"] as const),
  ...(["verifiedPurchase", "byStaff"] as const),
];

export const commentCreated = defineEvent("comment.created", "comment", firstWritten)
  .next(written, (older) => ({ ...older, byStaff: false }))
  .personal(personalFields)
  .published(...publishedFields);

const firstMigrated = () => written().extend({ createdAt: z.iso.datetime() });

/** It comes from another system, with the date that it had there. Since version 2, it can be about a page. */
export const commentMigrated = defineEvent("comment.migrated", "comment", firstMigrated)
  .next(
    () => firstMigrated().extend({ subject }),
    (older) => older,
  )
  .personal(personalFields)
  .published(...publishedFields, "createdAt");

/** The author has changed it. One that looks like spam since is hidden until a moderator has seen it. */
export const commentEdited = defineEvent("comment.edited", "comment", () =>
  comment.pick({ body: true, rating: true, status: true, suspicions: true }).partial(),
)
  .personal({ body: "" })
  .published("rating", "status");

/** A moderator has approved it, or has looked at what readers reported and lets it stand. */
export const commentApproved = defineEvent("comment.approved", "comment", nothing).published();
export const commentRejected = defineEvent("comment.rejected", "comment", nothing).published();
export const commentHidden = defineEvent("comment.hidden", "comment", nothing).published();

/** A reader has reported it; `reports` is how many have since a moderator looked at it. */
export const commentReported = defineEvent("comment.reported", "comment", () =>
  comment.pick({ reports: true }),
).published("reports");

/** It is gone, also from earlier events. */
export const commentDeleted = defineEvent("comment.deleted", "comment", nothing).erasing().published();

/** Its author was erased. Its place in the thread and its stars stay. */
export const commentErased = defineEvent("comment.erased", "comment", nothing).erasing().published();

export const commentEvents = [
  ...[commentCreated, commentMigrated, commentEdited, commentApproved, commentRejected, commentHidden],
  ...[commentReported, commentDeleted, commentErased],
];
