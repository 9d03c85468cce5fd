import type { Page, PageRequest } from "../../../kernel/page.ts";
import { pageOf } from "../../../kernel/page.ts";
import type { ViewQuery } from "../../../kernel/query.ts";
import { ok } from "../../../kernel/result.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/sql.ts";
import type { Row } from "../../../kernel/storage.ts";
import { showProduct } from "../presentation.ts";
import type { StoreProduct } from "../shapes.ts";
import { filterConditions, type StoreFilters } from "./filters.ts";
import { readRow, rowColumns } from "./rows.ts";

export const storeSorts = ["newest", "price", "-price", "title", "-title"] as const;
export type StoreSort = (typeof storeSorts)[number];

export interface StoreListInput {
  readonly filters: StoreFilters;
  readonly sort: StoreSort;
  readonly currency: string;
  /** Languages to show, the most wanted first. */
  readonly locales: readonly string[];
  /** The tenant's own language that titles are sorted in. */
  readonly sortLocale: string;
  readonly page: PageRequest;
}

/** Products on sale, by keyset: each page begins where the last one ended, at the same cost. One round trip. */
export const listStoreProducts: ViewQuery<StoreListInput, Page<Omit<StoreProduct, "description">>> = async (
  model,
  tenantId,
  input,
) => {
  const order = orderOf(tenantId, input);
  const conditions = [
    order.scope,
    ...filterConditions(tenantId, input.filters, input.currency, sql`driver.product_id`),
  ];
  const { limit, after, count } = input.page;
  const beyond = after === null ? [] : [order.beyond(after[0] ?? null, String(after[1]))];
  const page = sql`SELECT driver.product_id AS id, driver.sort_key AS sort_key FROM ${order.driver} AS driver
    WHERE ${join([...conditions, ...beyond], " AND ")} ORDER BY ${order.by} LIMIT ${limit + 1}`;
  const [rows = [], [total] = []] = await model.batch([
    statement(sql`WITH page AS MATERIALIZED (${page})
      SELECT page.sort_key, ${rowColumns} FROM page JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = page.id
      ORDER BY ${order.outer}`),
    ...(count
      ? [
          statement(
            sql`SELECT count(*) AS total FROM ${order.driver} AS driver WHERE ${join(conditions, " AND ")}`,
          ),
        ]
      : []),
  ]);
  const paged = pageOf(
    rows,
    limit,
    (row) => [row.sort_key ?? null, row.id ?? null],
    (row) => show(row, input),
  );
  return ok({ ...paged, totalCount: total === undefined ? undefined : Number(total.total) });
};

function show(row: Row, { locales, currency }: StoreListInput) {
  const { picture, availableByVariant, groups } = readRow(row);
  const { description: _, ...listed } = showProduct(picture, {
    locales,
    currency,
    availableByVariant,
    groups,
  });
  return listed;
}

interface Order {
  /** A table or subquery with `product_id` and `sort_key`, whose index is in the order of the list. */
  readonly driver: Fragment;
  readonly scope: Fragment;
  readonly by: Fragment;
  readonly outer: Fragment;
  readonly beyond: (key: string | number | null, id: string) => Fragment;
}

function orderOf(tenantId: string, { sort, currency, sortLocale }: StoreListInput): Order {
  switch (sort) {
    case "newest":
      return descending(
        sql`(SELECT id AS product_id, published_at AS sort_key, tenant_id, status FROM products)`,
        sql`driver.tenant_id = ${tenantId} AND driver.status = 'active'`,
      );
    case "title":
    case "-title": {
      const driver = sql`(SELECT product_id, folded_title AS sort_key, tenant_id, status, locale FROM product_titles)`;
      const scope = sql`driver.tenant_id = ${tenantId} AND driver.locale = ${sortLocale} AND driver.status = 'active'`;
      return sort === "title" ? ascending(driver, scope) : descending(driver, scope);
    }
    case "price":
    case "-price": {
      // Both columns ascend, and both put what has no price last.
      const column = { text: sort === "price" ? "ascending" : "descending", params: [] };
      return ascending(
        sql`(SELECT product_id, ${column} AS sort_key, tenant_id, status, currency FROM product_offers)`,
        sql`driver.tenant_id = ${tenantId} AND driver.currency = ${currency} AND driver.status = 'active'`,
      );
    }
  }
}

function ascending(driver: Fragment, scope: Fragment): Order {
  return {
    driver,
    scope,
    by: sql`driver.sort_key, driver.product_id`,
    outer: sql`page.sort_key, page.id`,
    beyond: (key, id) => sql`(driver.sort_key, driver.product_id) > (${key}, ${id})`,
  };
}

function descending(driver: Fragment, scope: Fragment): Order {
  return {
    driver,
    scope,
    by: sql`driver.sort_key DESC, driver.product_id DESC`,
    outer: sql`page.sort_key DESC, page.id DESC`,
    beyond: (key, id) => sql`(driver.sort_key, driver.product_id) < (${key}, ${id})`,
  };
}
