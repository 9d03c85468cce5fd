import { refusal } from "../../../kernel/api/problem.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { withoutPersonal } from "../../../kernel/write/personal.ts";
import { before, leadsTo, type Transitions, type Wording } from "../../../kernel/write/state-machine.ts";
import {
  commentApproved,
  commentCreated,
  commentEdited,
  commentErased,
  commentHidden,
  commentMigrated,
  commentRejected,
  commentReported,
} from "./events.ts";
import { type Comment, type CommentStatus, commentState } from "./schema.ts";

export const noSuchComment = refusal("not-found", "There is no such comment.");

export const commentTransitions = {
  pending: ["approved", "rejected"],
  approved: ["hidden"],
  hidden: ["approved"],
  rejected: [],
} as const satisfies Transitions<CommentStatus>;

const wording: Wording<CommentStatus> = {
  noun: "comment",
  actionOf: (_, to) => ({ approved: "approve", rejected: "reject", hidden: "hide", pending: undefined })[to],
};

/** The comment if it can change to a status, or the refusal. */
export function commentBefore<To extends CommentStatus>(comment: Comment, to: To) {
  return before(commentTransitions, comment, to, wording);
}

export function canBecome(comment: Comment, to: CommentStatus): boolean {
  return leadsTo(commentTransitions, comment, to);
}

/** A comment after an event. */
export function evolved(current: Comment | undefined, event: Envelope): Comment {
  const { id } = event.aggregate;
  const updatedAt = event.occurredAt;
  const fresh = { id, reports: 0, updatedAt, editedAt: null, erasedAt: null };
  if (event.type === commentCreated.type)
    return { ...commentCreated.read(event), ...fresh, createdAt: updatedAt };
  if (event.type === commentMigrated.type) return { ...commentMigrated.read(event), ...fresh };
  if (current === undefined) throw new Error(`${event.type} refers to ${id}, which does not exist`);
  switch (event.type) {
    case commentEdited.type:
      return { ...current, ...sentFields(commentEdited.read(event)), updatedAt, editedAt: updatedAt };
    case commentApproved.type:
      return { ...current, status: "approved", suspicions: [], reports: 0, updatedAt };
    case commentRejected.type:
      return { ...current, status: "rejected", reports: 0, updatedAt };
    case commentHidden.type:
      return { ...current, status: "hidden", suspicions: [], reports: 0, updatedAt };
    case commentReported.type:
      return { ...current, ...commentReported.read(event), updatedAt };
    case commentErased.type:
      return {
        ...withoutPersonal(commentState.personalFields, current),
        ...{ customerId: null, erasedAt: current.erasedAt ?? updatedAt, updatedAt },
      };
    default:
      throw new Error(`${event.type} is no event of a comment`);
  }
}

/** How many reports bring an approved comment back before a moderator. It stays visible until one has decided. */
export const reportsToReview = 3;

/** Whether a moderator has something to decide about it. */
export function isAwaiting({ status, reports, suspicions }: Comment): boolean {
  if (status === "pending") return true;
  if (status === "approved") return reports >= reportsToReview;
  // An edit that looked like spam has hidden it; a moderator who hides it leaves no suspicions.
  return status === "hidden" && suspicions.length > 0;
}
