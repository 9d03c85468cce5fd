import type { PageRequest } from "../../../../kernel/read/page.ts";
import { type Fragment, join, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { Statement } from "../../../../kernel/storage/storage.ts";
import { listsFor } from "../../../pricing/index.ts";
import { fittingColumns, shopperParts, sizedRows } from "../rows.ts";
import { filterConditions } from "./filters.ts";
import { matchDefinitions, type Narrowing } from "./matches.ts";
import { type Order, type Ordering, orderOf } from "./sorts.ts";
import type { StoreFilters } from "./store-filters.ts";
import { hasPriceRange, isEmpty } from "./variants.ts";

export interface PageInput extends Narrowing, Ordering {
  readonly page: PageRequest;
  readonly showsRatings?: boolean | undefined;
}

/**
 * The rows of a page, each with `n` and `more` of all matches. An empty page is one row without an `id`.
 *
 * A small set of matches is sorted. A large one is read in the order of an index, which soon finds enough for a page and
 * pages through all of them. Search terms have no such index, so a search lists at most `mostExact + 1` matches.
 */
export function pageStatement(tenantId: string, input: PageInput): Statement {
  const order = orderOf(
    tenantId,
    input.question === null ? { ...input, sort: withoutSearch(input.sort) } : input,
  );
  const definitions = isCounted(input) ? matchDefinitions(tenantId, input) : uncounted(tenantId, input);
  const { currency, buyer = null, showsRatings = true } = input;
  const parts = shopperParts(input.locales, { tenantId, currency, buyer }, showsRatings);
  return statement(sql`WITH ${join([...definitions, ...order.definitions], ", ")},
    page AS MATERIALIZED (${pageRows(tenantId, order, input)}), ${sizedRows(tenantId, order.outer, parts)}
    SELECT size.n, size.more, ${fittingColumns(parts)} FROM size LEFT JOIN sized ON true
    LEFT JOIN products AS p ON p.rowid = sized.product AND sized.fits ORDER BY sized.place`);
}

function uncounted(tenantId: string, { buyer = null }: PageInput): readonly Fragment[] {
  const lists = buyer === null ? [] : [listsFor(tenantId, buyer)];
  return [...lists, sql`size (n, more) AS (SELECT NULL, NULL)`];
}

/** Without a search, relevance sorts by newest. */
function withoutSearch(sort: Ordering["sort"]): Ordering["sort"] {
  return sort === "relevance" ? "newest" : sort;
}

/** Whether the page needs the set of matches: for a search, a selective filter or a count. */
function isCounted(input: PageInput): boolean {
  return input.question !== null || isNarrow(input.filters) || input.page.count;
}

/** Whether a filter has an index. `inStock` alone has none. */
function isNarrow(filters: StoreFilters): boolean {
  const { ids, tag, vendor, type, collection, category, option, attr } = filters;
  const lists = [ids, tag, vendor, type, collection, category];
  return (
    hasPriceRange(filters) || !isEmpty(option) || !isEmpty(attr) || lists.some(({ length }) => length > 0)
  );
}

function pageRows(tenantId: string, order: Order, input: PageInput): Fragment {
  const { question, filters, sort, page } = input;
  const length = sql`${page.limit + 1}`;
  if (question !== null) return rows(order, page, sort === "relevance" ? order.all : order.few, [], length);
  const conditions = filterConditions(tenantId, input, sql`driver.product_id`);
  if (!isNarrow(filters)) return everyRow(order, page, conditions, length);
  const ifMany = (yes: Fragment, no: Fragment) =>
    sql`CASE WHEN (SELECT more FROM size) THEN ${yes} ELSE ${no} END`;
  const few = sql`SELECT * FROM (${rows(order, page, order.few, [], ifMany(sql`0`, length))})`;
  const many = rows(order, page, order.all, conditions, ifMany(length, sql`0`));
  if (order.last === null) return sql`${few} UNION ALL SELECT * FROM (${many})`;
  const left = ifMany(sql`${length} - (SELECT count(*) FROM many)`, sql`0`);
  return sql`WITH many AS MATERIALIZED (${many}) ${few} UNION ALL SELECT * FROM many
    UNION ALL SELECT * FROM (${rows(order, page, order.last, conditions, left, sql`true`)})`;
}

/** All products: those of the index first, then the last ones. */
function everyRow(
  order: Order,
  page: PageRequest,
  conditions: readonly Fragment[],
  length: Fragment,
): Fragment {
  const many = rows(order, page, order.all, conditions, length);
  if (order.last === null) return many;
  const left = sql`${length} - (SELECT count(*) FROM many)`;
  return sql`WITH many AS MATERIALIZED (${many}) SELECT * FROM many
    UNION ALL SELECT * FROM (${rows(order, page, order.last, conditions, left, sql`true`)})`;
}

function rows(
  order: Order,
  { after }: PageRequest,
  source: Order["all"],
  conditions: readonly Fragment[],
  length: Fragment,
  start = order.start,
): Fragment {
  const place = after === null ? start : order.beyond(after[0] ?? null, String(after[1]));
  return sql`SELECT driver.product_id AS id, driver.sort_key AS sort_key FROM ${source.from}
    WHERE ${join([source.where, ...conditions, place], " AND ")} ORDER BY ${order.by} LIMIT ${length}`;
}
