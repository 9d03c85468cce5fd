import * as z from "zod";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import {
  type Keyset,
  type Page,
  type PageRequest,
  pageOf,
  pageOutput,
  pageRequest,
} from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { toListedOrder } from "../presentation.ts";
import { orderState } from "../schema.ts";
import { type ListedOrderResponse, listedOrderShape } from "../wire-schema.ts";
import { conditionsOf, type OrderFilters, type OrderSort, orderFilters, orderSorts } from "./filters.ts";
import { type OrderBy, orderBy } from "./order-by.ts";
import { type Way, wayTo } from "./ways.ts";

/** Which orders are listed, and in what order. */
export const orderListing = orderFilters.extend({ sort: z.enum(orderSorts).default("-placedAt") });
export type OrderListing = z.infer<typeof orderListing>;

/** A tenant's orders. Without `sort`, the newest are first. */
export const listOrders = defineViewQuery({
  name: "orders.listOrders",
  access: "orders:list",
  isLimited: true,
  input: pageRequest.extend(orderListing.shape),
  output: pageOutput(listedOrderShape),
  varies: [],
  run: async (model, { limit, after, count, sort, ...filters }, { tenantId, extent }) =>
    ok(await readOrderPage(model, tenantId, { ...filters, extent }, { limit, after, count }, sort)),
});

/** Reads a page of orders in one round trip. */
export async function readOrderPage(
  model: ReadModel,
  tenantId: string,
  filters: OrderFilters,
  { limit, after, count }: PageRequest,
  sort: OrderSort = "-placedAt",
): Promise<Page<ListedOrderResponse>> {
  const order = orderBy(sort);
  const way = wayTo(tenantId, filters, order);
  const [rows = [], [total] = []] = await model.batch([
    statement(pageAlong(way, order, filters, after, limit + 1)),
    ...(count ? [statement(countAlong(way, order, filters))] : []),
  ]);
  const page = pageOf(
    rows,
    limit,
    (row) => [row[order.column] ?? null, row.number ?? null],
    (row) => {
      const order = orderState.readJson(Number(row.state_version), String(row.state));
      return order === undefined ? undefined : toListedOrder(order, Number(row.version));
    },
    isFitting,
  );
  return { ...page, totalCount: total === undefined ? undefined : Number(total.total) };
}

/** Reads only the first rows of each part, so a page costs the same however many orders there are. */
function pageAlong(
  way: Way,
  order: OrderBy,
  filters: OrderFilters,
  after: Keyset | null,
  limit: number,
): Fragment {
  const page = sql`SELECT o.rowid AS row, o.placed_at, o.updated_at, o.number, octet_length(o.state) AS bytes FROM orders AS o WHERE o.rowid IN (
    SELECT met.rowid FROM ${way.parts} CROSS JOIN orders AS met ON met.rowid IN (
      SELECT o.rowid FROM ${way.orders} WHERE ${meant(way, order, filters, after)} ORDER BY ${order.keys(way.walked)} LIMIT ${limit}
    )
  ) ORDER BY ${order.keys("o")} LIMIT ${limit}`;
  return sql`WITH page AS MATERIALIZED (${fitted(page, order.keys())})
    SELECT page.placed_at, page.updated_at, page.number, page.fits, o.version, o.state_version, o.state FROM page
    LEFT JOIN orders AS o ON o.rowid = page.row AND page.fits ORDER BY page.place`;
}

function countAlong(way: Way, order: OrderBy, filters: OrderFilters): Fragment {
  const total = way.overlapping ? sql`count(DISTINCT o.id)` : sql`count(*)`;
  return sql`SELECT ${total} AS total FROM ${way.parts} CROSS JOIN ${way.orders} WHERE ${meant(way, order, filters, null)}`;
}

function meant(way: Way, order: OrderBy, filters: OrderFilters, after: Keyset | null): Fragment {
  return join([way.on, ...conditionsOf(filters), ...order.within(filters, after, way.walked)], " AND ");
}
