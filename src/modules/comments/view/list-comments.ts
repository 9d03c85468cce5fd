import * as z from "zod";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import { type Keyset, pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { toAdminComment } from "../comment/presentation.ts";
import { commentState } from "../comment/schema.ts";
import { type AdminComment, adminComment } from "../comment/shapes.ts";
import { commentFilters, commentSorts, conditionsOf, orderBy } from "./filters.ts";
import { type Way, wayTo } from "./ways.ts";

/** A tenant's comments, whatever their status. Without `sort`, the newest are first. */
export const listComments = defineViewQuery({
  name: "comments.listComments",
  access: "comments:list",
  input: pageRequest.extend({ ...commentFilters.shape, sort: z.enum(commentSorts).default("-createdAt") }),
  output: pageOutput(adminComment),
  varies: [],
  async run(model, { limit, after, count, sort, ...filters }, { tenantId }) {
    const order = orderBy(sort);
    const way = wayTo(tenantId, filters);
    const conditions = [way.on, ...conditionsOf(filters)];
    const [rows = [], [total] = []] = await model.batch([
      statement(pageAlong(way, order, conditions, after, limit + 1)),
      ...(count ? [statement(countAlong(way, conditions))] : []),
    ]);
    const page = pageOf(rows, limit, (row) => [row.created_at ?? null, row.id ?? null], commentIn, isFitting);
    return ok({ ...page, totalCount: total === undefined ? undefined : Number(total.total) });
  },
});

function commentIn(row: Row): AdminComment | undefined {
  const state = commentState.readJson(Number(row.state_version), String(row.state));
  return state === undefined ? undefined : toAdminComment(state, Number(row.version));
}

/** Reads only the first rows of each part, so a page costs the same however many comments there are. */
function pageAlong(
  way: Way,
  order: ReturnType<typeof orderBy>,
  conditions: readonly Fragment[],
  after: Keyset | null,
  limit: number,
): Fragment {
  const meant = join([...conditions, ...order.beyond(after, way.walked)], " AND ");
  // The text is in the answer twice, as it was written and as HTML.
  const page = sql`SELECT c.rowid AS row, c.created_at, c.id, 3 * octet_length(c.state) AS bytes FROM comments AS c WHERE c.rowid IN (
    SELECT met.rowid FROM ${way.parts} CROSS JOIN comments AS met ON met.rowid IN (
      SELECT c.rowid FROM ${way.comments} WHERE ${meant} ORDER BY ${order.keys(way.walked)} LIMIT ${limit}
    )
  ) ORDER BY ${order.keys("c")} LIMIT ${limit}`;
  return sql`WITH page AS MATERIALIZED (${fitted(page, order.keys())})
    SELECT page.created_at, page.id, page.fits, c.version, c.state_version, c.state FROM page
    LEFT JOIN comments AS c ON c.rowid = page.row AND page.fits ORDER BY page.place`;
}

function countAlong(way: Way, conditions: readonly Fragment[]): Fragment {
  const total = way.overlapping ? sql`count(DISTINCT c.id)` : sql`count(*)`;
  return sql`SELECT ${total} AS total FROM ${way.parts} CROSS JOIN ${way.comments} WHERE ${join(conditions, " AND ")}`;
}
