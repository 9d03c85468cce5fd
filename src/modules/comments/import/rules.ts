import { refusal } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { commentMigrated } from "../comment/events.ts";
import type { Comment } from "../comment/schema.ts";
import { commentLimits } from "../limits.ts";
import type { ImportedComment, ImportedOutcome } from "./schema.ts";

/** What decides about a comment of another system. */
export interface Importing {
  /** Whether it is here, or was deleted here. */
  readonly wasHere: boolean;
  readonly isSubjectKnown: boolean;
  /** What it replies to, if that is here. */
  readonly parent: Comment | undefined;
  readonly sizes: { readonly subject: number; readonly thread: number };
}

interface Decided extends ImportedOutcome {
  readonly events: readonly NewEvent[];
}

/** Imports a comment once, with its date. Where threads are deeper there, it replies to the deepest comment that takes replies here. */
export function decideImport(
  { wasHere, isSubjectKnown, parent, sizes }: Importing,
  { id, subject, parentId, status, author, body, at }: ImportedComment,
  now: number,
): Result<Decided> {
  if (wasHere) return ok({ outcome: "unchanged", remarks: [], events: [] });
  if (!isSubjectKnown) return refused(refusal("not-found", `There is no such ${subject.type}.`));
  const { depth, thread, comments } = commentLimits;
  if (sizes.thread >= thread.value)
    return refused(refusal("too-large", `A thread has at most ${thread.value} comments.`));
  if (sizes.subject >= comments.value)
    return refused(refusal("too-large", `One ${subject.type} has at most ${comments.value} comments.`));
  const isTooDeep = parent !== undefined && parent.depth >= depth.value;
  const above = parent === undefined ? [] : [...parent.ancestors, parent.id].slice(0, depth.value - 1);
  const event = commentMigrated.of(id, {
    ...{ subject, parentId: above.at(-1) ?? null, rootId: parent?.rootId ?? id, ancestors: above },
    ...{ depth: above.length + 1, status, customerId: null, author, body, rating: null },
    ...{ verifiedPurchase: false, suspicions: [], byStaff: false },
    createdAt: at ?? new Date(now).toISOString(),
  });
  const remarks = [
    ...(isTooDeep ? ["raised" as const] : []),
    ...(parentId !== null && parent === undefined ? ["parent-gone" as const] : []),
  ];
  return ok({ outcome: "created", remarks, events: [event] });
}
