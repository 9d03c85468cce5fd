import { type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { commentCreated, commentDeleted, commentEdited } from "../comment/events.ts";
import { editingTime } from "../comment/presentation.ts";
import { noSuchComment } from "../comment/rules.ts";
import type { Comment, OpenSubject, Subject } from "../comment/schema.ts";
import { commentLimits } from "../limits.ts";
import type { CommentInput } from "./schema.ts";
import type { CommentPatch, Written } from "./surface.ts";
import { type Signals, suspicionsOf } from "./suspicion-rules.ts";

/** Who may comment: nobody, customers who have signed in, or everybody. */
export type Commenters = "off" | "customers" | "guests";

/** Who writes: a customer, somebody of the shop's staff, the shop's own server on behalf of a guest, or a guest. */
export type Author =
  | {
      readonly kind: "customer";
      readonly id: string;
      readonly name: string | null;
      readonly email: string;
    }
  | { readonly kind: "staff"; readonly name: string | null }
  | { readonly kind: "server" | "guest" };

/** What decides about a new comment, besides its text. */
export interface Writing {
  readonly setting: Commenters;
  readonly author: Author;
  readonly subject: OpenSubject;
  /** Whether the subject takes comments, as far as it can say so itself. */
  readonly isOpen: boolean;
  /** The comment that it replies to. Null if it begins a thread, undefined if readers see none. */
  readonly parent: Comment | null | undefined;
  readonly sizes: { readonly subject: number; readonly thread: number };
  /** Whether the customer has given stars to the subject already. */
  readonly hasReviewed: boolean;
  readonly isVerified: boolean;
  readonly signals: Signals;
}

const noSuchParent = refusalAt("unknown-parent", "/parentId", "is no approved comment on the same subject");

/** Writes a comment. It is shown at once if nothing about it is suspicious, and waits for a moderator otherwise. */
export function decideComment(
  id: string,
  { author: given, body, rating = null }: Written,
  writing: Writing,
): Result<readonly NewEvent[]> {
  const { parent, subject, author } = writing;
  const problem = whyNot(writing);
  if (problem !== null) return refused(problem);
  if (parent === undefined) return refused(noSuchParent);
  if (rating !== null && parent !== null) return refused(starsInReply);
  if (rating !== null && author.kind === "staff") return refused(starsOfStaff);
  if (rating !== null && writing.hasReviewed) return refused(reviewed);
  const named = nameAndAddress(author, given);
  if (!named.ok) return named;
  const byStaff = author.kind === "staff";
  const suspicions = byStaff ? [] : [...suspicionsOf(body, writing.signals)];
  return ok([
    commentCreated.of(id, {
      ...{ subject, parentId: parent?.id ?? null, rootId: parent?.rootId ?? id },
      ...{
        ancestors: parent === null ? [] : [...parent.ancestors, parent.id],
        depth: (parent?.depth ?? 0) + 1,
      },
      status: suspicions.length === 0 ? "approved" : "pending",
      ...{ customerId: author.kind === "customer" ? author.id : null, author: named.value, body, rating },
      ...{ verifiedPurchase: writing.isVerified && !byStaff, suspicions, byStaff },
    }),
  ]);
}

function whyNot({ setting, author, subject, isOpen, parent, sizes }: Writing): Refusal | null {
  if (setting === "off") return refusal("comments-closed", "The shop takes no comments.");
  if (!isOpen) return refusal("comments-closed", `This ${subject.type} takes no comments.`);
  if (setting === "customers" && (author.kind === "server" || author.kind === "guest"))
    return author.kind === "server"
      ? refusal("forbidden", "Only customers who have signed in comment here.")
      : refusal("unauthenticated", "Sign in as a customer to comment.");
  if (parent && !isOn(parent, subject)) return noSuchParent;
  const { depth, thread, comments } = commentLimits;
  if (parent && parent.depth >= depth.value)
    return refusalAt("too-deep", "/parentId", `Comments are nested at most ${depth.value} deep.`);
  if (sizes.thread >= thread.value)
    return refusal("too-large", `A thread has at most ${thread.value} comments.`);
  if (sizes.subject >= comments.value)
    return refusal("too-large", `One ${subject.type} has at most ${comments.value} comments.`);
  return null;
}

const starsInReply = refusalAt("validation-failed", "/rating", "must be left out in a reply");

const starsOfStaff = refusalAt("validation-failed", "/rating", "must be left out by staff");

const reviewed = refusalAt(
  "duplicate-review",
  "/rating",
  "You have given stars to this already. Change that review, or write a comment without stars.",
);

function isOn(comment: Comment, { type, id }: Subject): boolean {
  return comment.subject.type === type && comment.subject.id === id;
}

function nameAndAddress(author: Author, given: CommentInput["author"]): Result<Comment["author"]> {
  const name = given?.name ?? ("name" in author ? author.name : null);
  const email = author.kind === "customer" ? author.email : (given?.email ?? null);
  // Of staff, readers and moderators need no address.
  if (author.kind === "staff" && name !== null) return ok({ name, email: null });
  const isMissing = { name: name === null, email: email === null && author.kind !== "staff" };
  const missing = (["name", "email"] as const)
    .filter((field) => isMissing[field])
    .map((field) => ({
      pointer: `/author/${field}`,
      code: "required",
      detail: "is required",
    }));
  if (name === null || email === null)
    return refused(refusal("validation-failed", "The author is not known.", missing));
  return ok({ name, email });
}

/** What decides about a change by the author. */
export interface Editing {
  /** Undefined if the caller has no such comment. */
  readonly comment: Comment | undefined;
  readonly hasReplies: boolean;
  readonly hasReviewed: boolean;
  readonly signals: Signals;
}

/**
 * Changes one's own comment. An approved one that looks like spam since is hidden until a moderator has seen it: otherwise
 * an advertisement would pass as the edit of something harmless.
 */
export function decideEdit(
  { comment, hasReviewed, signals }: Editing,
  patch: CommentPatch,
): Result<readonly NewEvent[]> {
  if (comment === undefined) return refused(noSuchComment);
  if (isSettled(comment, signals.now)) return refused(settled);
  if (patch.rating != null && comment.depth > 1) return refused(starsInReply);
  if (patch.rating != null && comment.rating === null && hasReviewed) return refused(reviewed);
  const changed = {
    ...(patch.body === undefined || patch.body === comment.body ? {} : { body: patch.body }),
    ...(patch.rating === undefined || patch.rating === comment.rating ? {} : { rating: patch.rating }),
  };
  if (Object.keys(changed).length === 0) return ok([]);
  const suspicions = patch.body === undefined ? [] : suspicionsOf(patch.body, signals).filter(isOfText);
  const isHidden = comment.status === "approved" && suspicions.length > 0;
  return ok([
    commentEdited.of(comment.id, {
      ...changed,
      ...(isHidden ? { status: "hidden" as const } : {}),
      ...(suspicions.length === 0
        ? {}
        : { suspicions: [...new Set([...comment.suspicions, ...suspicions])] }),
    }),
  ]);
}

/** Deletes one's own comment, unless somebody has replied. */
export function decideOwnDeletion({ comment, hasReplies, signals }: Editing): Result<readonly NewEvent[]> {
  if (comment === undefined) return refused(noSuchComment);
  if (isSettled(comment, signals.now)) return refused(settled);
  if (hasReplies) return refused(refusal("comment-settled", "Somebody has replied to it."));
  return ok([commentDeleted.of(comment.id, {})]);
}

const settled = refusal("comment-settled", "Authors change their comments for 15 minutes.");

/** Also one that a moderator has rejected or hidden: its author would only try again. */
function isSettled({ createdAt, status }: Comment, now: number): boolean {
  return now - Date.parse(createdAt) > editingTime || status === "rejected" || status === "hidden";
}

/** Who the author is was looked at when the comment was written. */
function isOfText(suspicion: Comment["suspicions"][number]): boolean {
  return suspicion === "links" || suspicion === "repeated";
}
