import { sql } from "drizzle-orm";
import type { PointedError } from "../../../kernel/api/problem.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { commentState } from "../comment/schema.ts";
import { removeComment, reviewOf, writeComment } from "../comment/store.ts";
import { productSubject } from "../subjects/products.ts";

/** The most ids that a sentence names. */
const mostNamed = 5;

/** Comments, whatever their status. Who has reported them stays: callers are known to their own tenant only. */
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
  missing(database) {
    const subjects = database
      .all<{ id: string }>(
        sql`SELECT subject_id AS id FROM comment_sizes WHERE subject_type = 'product' AND comments > 0`,
      )
      .map(({ id }) => id);
    const unknown = productSubject.unknown(database, subjects);
    return unknown.length === 0
      ? []
      : [`Products that comments are about: ${unknown.slice(0, mostNamed).join(", ")}.`];
  },
});
