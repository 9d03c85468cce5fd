import * as z from "zod";
import { type Fragment, raw, sql } from "../../../kernel/storage/sql.ts";
import { toStoreReply } from "../comment/presentation.ts";
import { commentState } from "../comment/schema.ts";
import type { StoreReply } from "../comment/shapes.ts";
import { commentLimits } from "../limits.ts";

/** The replies `r` in the thread of a comment that readers see: they and all above them are approved. */
export function shownReplies(
  tenantId: string,
  rootId: Fragment,
): { readonly from: Fragment; readonly where: Fragment } {
  return {
    from: raw("comments AS r INDEXED BY comments_thread"),
    where: sql`r.tenant_id = ${tenantId} AND r.root_id = ${rootId} AND r.status = 'approved' AND r.depth > 1
      AND NOT EXISTS (SELECT 1 FROM json_each(r.state, '$.ancestors') AS above
        CROSS JOIN comments AS u ON u.tenant_id = ${tenantId} AND u.id = above.value AND u.status <> 'approved')`,
  };
}

/** The first replies of the comment `c` as JSON, their size, and how many there are. */
export function repliesOf(tenantId: string): {
  readonly first: Fragment;
  readonly bytes: Fragment;
  readonly count: Fragment;
} {
  const { from, where } = shownReplies(tenantId, sql`c.id`);
  const first = sql`SELECT r.state_version, r.state FROM ${from} WHERE ${where}
    ORDER BY r.created_at, r.id LIMIT ${commentLimits.replies.value}`;
  return {
    first: sql`(SELECT json_group_array(json_array(state_version, json(state))) FROM (${first}))`,
    bytes: sql`COALESCE((SELECT sum(octet_length(state)) FROM (${first})), 0)`,
    count: sql`(SELECT count(*) FROM ${from} WHERE ${where})`,
  };
}

const stored = z.array(z.tuple([z.int(), z.unknown()]));

/** Reads what `repliesOf` calls `first`. */
export function readReplies(column: unknown): StoreReply[] {
  return stored
    .parse(JSON.parse(String(column)))
    .map(([version, state]) => toStoreReply(commentState.read(version, state)));
}
