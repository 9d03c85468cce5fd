import { type PointedError, type Refusal, refusal } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { commentApproved, commentDeleted, commentHidden, commentRejected } from "../comment/events.ts";
import { commentBefore, noSuchComment } from "../comment/rules.ts";
import type { Comment } from "../comment/schema.ts";
import type { Decision } from "./schema.ts";

/** Decides about a comment. To approve what is approved settles what readers have reported of it. */
export function decideModeration(comment: Comment | undefined, decision: Decision): Result<NewEvent> {
  if (comment === undefined) return refused(noSuchComment);
  const { event, to } = outcomes[decision];
  if (decision === "approve" && comment.status === "approved" && comment.reports > 0)
    return ok(event.of(comment.id, {}));
  const movable = commentBefore(comment, to);
  return movable.ok ? ok(event.of(comment.id, {})) : movable;
}

const outcomes = {
  approve: { event: commentApproved, to: "approved" },
  reject: { event: commentRejected, to: "rejected" },
  hide: { event: commentHidden, to: "hidden" },
} as const;

interface Item {
  readonly id: string;
  readonly decision: Decision;
}

/** Decides about many comments: all of them, or none. */
export function decideAll(
  items: readonly Item[],
  commentById: ReadonlyMap<string, Comment>,
): Result<readonly NewEvent[]> {
  const results = items.map(({ id, decision }) => decideModeration(commentById.get(id), decision));
  const errors = results.flatMap((result, index): readonly PointedError[] =>
    result.ok ? [] : [errorAt(index, result.refusal)],
  );
  const first = results.find((result) => !result.ok);
  if (first !== undefined && !first.ok)
    return refused(refusal(codeOf(first.refusal), "Nothing was decided.", errors.slice(0, mostErrors)));
  return ok(results.flatMap((result) => (result.ok ? [result.value] : [])));
}

const mostErrors = 20;

function errorAt(index: number, { code, detail }: Refusal): PointedError {
  return code === "not-found"
    ? { pointer: `/items/${index}/id`, code: "unknown-comment", detail }
    : { pointer: `/items/${index}/decision`, code, detail };
}

/** The request was found; a comment in it was not. */
function codeOf({ code }: Refusal): "unknown-comment" | "invalid-transition" {
  return code === "not-found" ? "unknown-comment" : "invalid-transition";
}

/** Deletes a comment with all replies to it, and the replies to those. */
export function decideDeletion(
  comment: Comment | undefined,
  thread: readonly Comment[],
): Result<readonly NewEvent[]> {
  if (comment === undefined) return refused(noSuchComment);
  const doomed = new Set([comment.id]);
  // A reply is deeper than what it replies to.
  for (const { id, parentId } of thread.toSorted((a, b) => a.depth - b.depth))
    if (parentId !== null && doomed.has(parentId)) doomed.add(id);
  return ok([...doomed].map((id) => commentDeleted.of(id, {})));
}
