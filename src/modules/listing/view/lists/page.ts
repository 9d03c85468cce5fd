import type { PageRequest } from "../../../../kernel/read/page.ts";
import { type Fragment, join, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { Statement } from "../../../../kernel/storage/storage.ts";
import { rowColumns } from "../rows.ts";
import { filterConditions, type StoreFilters } from "./filters.ts";
import { matchDefinitions, type Narrowing } from "./matches.ts";
import { type Order, type Ordering, orderOf, type StoreSort } from "./sorts.ts";

export interface PageInput extends Narrowing, Ordering {
  readonly page: PageRequest;
}

/**
 * Rows of a page, each with `n` and `more` of all matches; where there is none, one row without an `id` has those.
 *
 * Few matches are sorted. Many are met soon enough on a walk in the order of the list, which finds them all; words alone
 * make no order to walk in, so of what they find only the few are listed.
 */
export function pageStatement(tenantId: string, input: PageInput): Statement {
  const order = orderOf(tenantId, input.question === null ? { ...input, sort: unasked(input.sort) } : input);
  const definitions = isCounted(input)
    ? matchDefinitions(tenantId, input)
    : [sql`size (n, more) AS (SELECT NULL, NULL)`];
  return statement(sql`WITH ${join(definitions, ", ")},
    page AS MATERIALIZED (${pageRows(tenantId, order, input)})
    SELECT size.n, size.more, page.sort_key, ${rowColumns} FROM size LEFT JOIN page ON true
    LEFT JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = page.id ORDER BY ${order.outer}`);
}

/** Without a question all is equally relevant. */
function unasked(sort: StoreSort): StoreSort {
  return sort === "relevance" ? "newest" : sort;
}

/** Without either, a page needs to know nothing of other pages. */
function isCounted(input: PageInput): boolean {
  return input.question !== null || isNarrow(input.filters) || input.page.count;
}

/** What is in stock alone has no index to find the few by. */
function isNarrow({ minPrice, maxPrice, tag, vendor, type, collection, category }: StoreFilters): boolean {
  const lists = [tag, vendor, type, collection, category];
  return minPrice !== null || maxPrice !== null || lists.some(({ length }) => length > 0);
}

function pageRows(
  tenantId: string,
  order: Order,
  { question, filters, currency, sort, page }: PageInput,
): Fragment {
  const driver = sql`${order.driver} AS driver`;
  const sorted = sql`most_selective CROSS JOIN ${order.driver} AS driver ON driver.product_id = most_selective.product_id`;
  const length = sql`${page.limit + 1}`;
  if (question !== null) return rows(order, page, sort === "relevance" ? driver : sorted, [], length);
  const conditions = filterConditions(tenantId, filters, currency, sql`driver.product_id`);
  if (!isNarrow(filters)) return rows(order, page, driver, conditions, length);
  const ifMany = (yes: Fragment, no: Fragment) =>
    sql`CASE WHEN (SELECT more FROM size) THEN ${yes} ELSE ${no} END`;
  return sql`SELECT * FROM (${rows(order, page, sorted, [], ifMany(sql`0`, length))})
    UNION ALL SELECT * FROM (${rows(order, page, driver, conditions, ifMany(length, sql`0`))})`;
}

function rows(
  order: Order,
  { after }: PageRequest,
  source: Fragment,
  conditions: readonly Fragment[],
  length: Fragment,
): Fragment {
  const beyond = after === null ? [] : [order.beyond(after[0] ?? null, String(after[1]))];
  return sql`SELECT driver.product_id AS id, driver.sort_key AS sort_key FROM ${source}
    WHERE ${join([order.scope, ...conditions, ...beyond], " AND ")} ORDER BY ${order.by} LIMIT ${length}`;
}
