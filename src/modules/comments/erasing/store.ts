import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { commentErased } from "../comment/events.ts";

/** Whose comments: those of customers, and those that guests have written with these e-mail addresses, in lower case. */
export interface CommentOwner {
  readonly customerIds: readonly string[];
  readonly guestEmails: readonly string[];
}

/** Some comments of an owner, in an order of their own. An erased comment is nobody's any more. */
export function commentsOf(
  database: TenantDatabase,
  { customerIds, guestEmails }: CommentOwner,
  after: string,
  atMost: number,
): readonly string[] {
  const rows = database.all<{ id: string }>(sql`SELECT id FROM (
      SELECT id FROM comments INDEXED BY comments_customer WHERE customer_id IN ${listed(customerIds)} AND id > ${after}
      UNION ALL
      SELECT id FROM comments INDEXED BY comments_guest WHERE guest_email IN ${listed(guestEmails)} AND id > ${after}
    ) ORDER BY id LIMIT ${atMost}`);
  return rows.map(({ id }) => id);
}

/** Erases the person from comments. Their places in threads and their stars stay. */
export function decideCommentErasure(ids: readonly string[]): readonly NewEvent[] {
  return ids.map((id) => commentErased.of(id, {}));
}

function listed(texts: readonly string[]) {
  return sql`(SELECT value FROM json_each(${JSON.stringify(texts)}))`;
}
