import * as z from "zod";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import { type Keyset, pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { type ListedCustomer, listedCustomer } from "../admin/schema.ts";
import { customerGroupReference } from "../groups/schema.ts";
import { toCustomer } from "../presentation.ts";
import { customerState } from "../schema.ts";
import { type CustomerFilters, conditionsOf, customerFilters, customerSorts } from "./filters.ts";
import { type OrderBy, orderBy } from "./order-by.ts";
import { type Way, wayTo } from "./ways.ts";

/** A tenant's customers. Without `sort`, the newest are first. */
export const listCustomers = defineViewQuery({
  name: "customers.listCustomers",
  access: "customers:list",
  input: pageRequest.extend({ ...customerFilters.shape, sort: z.enum(customerSorts).default("-createdAt") }),
  output: pageOutput(listedCustomer),
  varies: [],
  async run(model, { limit, after, count, sort, ...filters }, { tenantId }) {
    const order = orderBy(sort);
    const way = wayTo(tenantId, filters, sort);
    const [rows = [], [total] = []] = await model.batch([
      statement(pageAlong(way, order, filters, after, limit + 1)),
      ...(count ? [statement(countAlong(way, order, filters))] : []),
    ]);
    const page = pageOf(
      rows,
      limit,
      (row) => [row[order.column] ?? null, row.id ?? null],
      customerIn,
      isFitting,
    );
    return ok({ ...page, totalCount: total === undefined ? undefined : Number(total.total) });
  },
});

function customerIn(row: Row): ListedCustomer | undefined {
  const state = customerState.readJson(Number(row.state_version), String(row.state));
  if (state === undefined) return undefined;
  const groups = z.array(customerGroupReference).parse(JSON.parse(String(row.groups)));
  const { taxExempt, vatId } = state;
  return { ...toCustomer(state, Number(row.version)), groups, taxExempt, vatId };
}

/** The groups of the customer `c` that exist, by name. */
const groupsOf = sql`(SELECT json_group_array(json_object('id', id, 'name', name, 'handle', handle)) FROM (
    SELECT g.id, g.name, g.handle FROM json_each(c.state, '$.groupIds') AS part
    CROSS JOIN customer_groups AS g ON g.tenant_id = c.tenant_id AND g.id = part.value AND g.deleted_at IS NULL
    ORDER BY g.name, g.id))`;

/** Reads only the first rows of each part, so a page costs the same however many customers there are. */
function pageAlong(
  way: Way,
  order: OrderBy,
  filters: CustomerFilters,
  after: Keyset | null,
  limit: number,
): Fragment {
  const page = sql`SELECT c.rowid AS row, c.created_at, c.updated_at, c.id, octet_length(c.state) + octet_length(${groupsOf}) AS bytes FROM customers AS c WHERE c.rowid IN (
    SELECT met.rowid FROM ${way.parts} CROSS JOIN customers AS met ON met.rowid IN (
      SELECT c.rowid FROM ${way.customers} WHERE ${meant(way, order, filters, after)} ORDER BY ${order.keys(way.walked)} LIMIT ${limit}
    )
  ) ORDER BY ${order.keys("c")} LIMIT ${limit}`;
  return sql`WITH page AS MATERIALIZED (${fitted(page, order.keys())})
    SELECT page.created_at, page.updated_at, page.id, page.fits, c.version, c.state_version, c.state, ${groupsOf} AS groups FROM page
    LEFT JOIN customers AS c ON c.rowid = page.row AND page.fits ORDER BY page.place`;
}

function countAlong(way: Way, order: OrderBy, filters: CustomerFilters): Fragment {
  const total = way.overlapping ? sql`count(DISTINCT c.id)` : sql`count(*)`;
  return sql`SELECT ${total} AS total FROM ${way.parts} CROSS JOIN ${way.customers} WHERE ${meant(way, order, filters, null)}`;
}

function meant(way: Way, order: OrderBy, filters: CustomerFilters, after: Keyset | null): Fragment {
  return join([way.on, ...conditionsOf(filters), ...order.within(filters, after, way.walked)], " AND ");
}
