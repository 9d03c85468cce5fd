import { type Page, type PageRequest, pageOf } from "../../../kernel/page.ts";
import type { ViewQuery } from "../../../kernel/query.ts";
import { ok } from "../../../kernel/result.ts";
import { join, sql, statement } from "../../../kernel/sql.ts";
import { showOrder } from "../presentation.ts";
import { orderPicture } from "../schema.ts";
import type { ShownOrder } from "../wire-schema.ts";
import { beginningOf, conditionsOf, type OrderFilters, wayTo } from "./filters.ts";

export interface OrderListInput {
  readonly filters: OrderFilters;
  readonly page: PageRequest;
}

/** A tenant's orders, the newest first. One round trip. */
export const listOrders: ViewQuery<OrderListInput, Page<ShownOrder>> = async (
  model,
  tenantId,
  { filters, page: { limit, after, count } },
) => {
  const { parts, orders, on } = wayTo(tenantId, filters);
  const meant = [on, ...conditionsOf(filters)];
  const where = (cursor: typeof after) => join([...meant, ...beginningOf(filters, cursor)], " AND ");
  const newest = sql`ORDER BY o.placed_at DESC, o.number DESC LIMIT ${limit + 1}`;
  const [rows = [], [total] = []] = await model.batch([
    // Of each part the newest alone are looked at: a page costs the same, however many orders there are.
    statement(sql`SELECT o.placed_at, o.number, o.version, o.picture FROM ${parts} CROSS JOIN orders AS o
      ON o.rowid IN (SELECT o.rowid FROM ${orders} WHERE ${where(after)} ${newest})
      ${newest}`),
    ...(count
      ? [statement(sql`SELECT count(*) AS total FROM ${parts} CROSS JOIN ${orders} WHERE ${where(null)}`)]
      : []),
  ]);
  const page = pageOf(
    rows,
    limit,
    (row) => [row.placed_at ?? null, row.number ?? null],
    (row) => showOrder(orderPicture.parse(JSON.parse(String(row.picture))), Number(row.version)),
  );
  return ok({ ...page, totalCount: total === undefined ? undefined : Number(total.total) });
};
