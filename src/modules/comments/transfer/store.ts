import type { PointedError } from "../../../kernel/api/problem.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { commentState } from "../comment/schema.ts";
import { removeComment, reviewOf, writeComment } from "../comment/store.ts";

/**
 * Comments, whatever their status. What they are about can have been deleted, which hides them and is no fault of the export. Who has reported them stays: callers are
 * known to their own tenant only.
 */
export const commentTransfer = defineTransfer(commentState, {
  event: "comment.imported",
  hasNames: true,
  conflicts(database, { id, state: { customerId, subject, rating } }): readonly PointedError[] {
    if (customerId === null || rating === null) return [];
    const other = reviewOf(database, customerId, subject);
    if (other === undefined || other === id) return [];
    const detail = `${other} is the customer's review of the same ${subject.type}.`;
    return [{ pointer: "/state/rating", code: "duplicate-review", detail }];
  },
  write: (database, { state }) => writeComment(database, state),
  remove: removeComment,
});
