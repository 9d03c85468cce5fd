import * as z from "zod";
import type { Extent } from "../../../../kernel/access/extent.ts";
import type { Tenant } from "../../../../kernel/access/tenant.ts";
import { isFitting } from "../../../../kernel/read/fitted.ts";
import {
  type Keyset,
  type Page,
  type PageRequest,
  pageOf,
  pageOutput,
  pageRequest,
} from "../../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../../kernel/read/query.ts";
import { type Fragment, join, raw, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../../../kernel/storage/storage.ts";
import { currencySchema } from "../../../../kernel/values/money.ts";
import { ok } from "../../../../kernel/values/result.ts";
import {
  type AdminProduct,
  type ListedAdminProduct,
  listedAdminProduct,
  productStatus,
  toAdminProduct,
} from "../../../products/index.ts";
import { questionIn, searchText } from "../../../term-search/index.ts";
import { extentConditions } from "../extent.ts";
import { fittingColumns, readStaffRow, sizedRows, staffParts } from "../rows.ts";
import { productSearch } from "../search/product-search.ts";
import { termCondition } from "./filters.ts";
import { anyOf } from "./store-filters.ts";

const adminFilters = z.object({
  /** The search text. Null lists all. */
  q: searchText,
  status: z.array(productStatus).readonly().default([]),
  vendor: anyOf,
  type: anyOf,
  tag: anyOf,
  sku: anyOf,
  handle: anyOf,
  /** UTC with milliseconds, inclusive. */
  updatedSince: z.iso.datetime().nullable().default(null),
});
type AdminFilters = z.infer<typeof adminFilters> & { readonly extent?: Extent };

export const adminSorts = ["-createdAt", "createdAt", "-updatedAt", "updatedAt", "title", "-title"] as const;
type AdminSort = (typeof adminSorts)[number];

/** What the answers for staff depend on. */
export type Staff = Pick<Tenant, "id" | "defaultLocale" | "defaultCurrency" | "lowStockThreshold">;

/** Lists a tenant's products of every status, newest first. */
export const listAdminProducts = defineViewQuery({
  name: "catalogue.listProducts",
  access: "products:list",
  isLimited: true,
  input: pageRequest.extend({ ...adminFilters.shape, sort: z.enum(adminSorts).default("-createdAt") }),
  output: pageOutput(listedAdminProduct),
  varies: [],
  async run(model, { limit, after, count, sort, ...filters }, context) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    return ok(
      await readAdminPage(
        model,
        tenant.value,
        { ...filters, extent: context.extent },
        { limit, after, count },
        sort,
      ),
    );
  },
});

/** Reads a page of products in one round trip. */
export async function readAdminPage(
  model: ReadModel,
  tenant: Staff,
  filters: AdminFilters,
  { limit, after, count }: PageRequest,
  sort: AdminSort = "-createdAt",
): Promise<Page<ListedAdminProduct>> {
  const conditions = conditionsOf(tenant.id, filters);
  // Later pages are sorted by the titles of the first page, whatever the default locale has become.
  const locale = String(after?.[2] ?? tenant.defaultLocale);
  const order = orderOf(tenant.id, sort, locale);
  const page = sql`SELECT p.id, ${order.key} AS sort_key FROM ${order.from}
    WHERE ${join([...order.where, ...conditions, ...order.beyond(after)], " AND ")} ORDER BY ${order.by} LIMIT ${limit + 1}`;
  const parts = staffParts([tenant.defaultLocale, "en"]);
  const [rows = [], [total] = []] = await model.batch([
    statement(sql`WITH page AS MATERIALIZED (${page}), ${sizedRows(tenant.id, order.outer, parts)}
      SELECT ${fittingColumns(parts)} FROM sized
      LEFT JOIN products AS p ON p.rowid = sized.product AND sized.fits ORDER BY sized.place`),
    ...(count
      ? [statement(sql`SELECT count(*) AS total FROM products AS p WHERE ${join(conditions, " AND ")}`)]
      : []),
  ]);
  const show = (row: Row): ListedAdminProduct => {
    const { description: _, ...listed } = showToStaff(row, tenant);
    const translations = listed.translations.map(({ description: _, ...text }) => text);
    return { ...listed, translations };
  };
  const keysetOf = (row: Row) =>
    order.isById ? [row.id ?? null] : [row.sort_key ?? null, row.id ?? null, locale];
  return {
    ...pageOf(rows, limit, keysetOf, show, isFitting),
    totalCount: total === undefined ? undefined : Number(total.total),
  };
}

/** Renders a row of `staffParts`. */
export function showToStaff(row: Row, tenant: Staff): AdminProduct {
  const { state, ...rest } = readStaffRow(row);
  const { defaultLocale, defaultCurrency, lowStockThreshold } = tenant;
  return toAdminProduct(state, {
    ...rest,
    defaultLocale,
    defaultCurrency: currencySchema.parse(defaultCurrency),
    lowStockThreshold,
  });
}

/** The order of a list, with an index for it. Ids are in the order of creation. */
function orderOf(tenantId: string, sort: AdminSort, locale: string) {
  const isDescending = sort.startsWith("-");
  const direction = raw(isDescending ? "DESC" : "ASC");
  const compares = raw(isDescending ? "<" : ">");
  if (sort === "createdAt" || sort === "-createdAt") {
    return {
      isById: true,
      key: sql`p.id`,
      from: sql`products AS p`,
      where: [],
      by: sql`p.id ${direction}`,
      outer: sql`id ${direction}`,
      beyond: (after: Keyset | null) => (after === null ? [] : [sql`p.id ${compares} ${after[0] ?? ""}`]),
    };
  }
  const isByTitle = sort === "title" || sort === "-title";
  const key = isByTitle ? sql`t.folded_title` : sql`p.updated_at`;
  const id = isByTitle ? sql`t.product_id` : sql`p.id`;
  return {
    isById: false,
    key,
    from: isByTitle
      ? sql`product_titles AS t INDEXED BY product_titles_listed
        CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = t.product_id`
      : sql`products AS p INDEXED BY products_updated`,
    where: isByTitle ? [sql`t.tenant_id = ${tenantId} AND t.locale = ${locale}`] : [],
    by: sql`${key} ${direction}, ${id} ${direction}`,
    outer: sql`sort_key ${direction}, id ${direction}`,
    beyond: (after: Keyset | null) =>
      after === null ? [] : [sql`(${key}, ${id}) ${compares} (${after[0] ?? ""}, ${String(after[1])})`],
  };
}

function conditionsOf(tenantId: string, input: AdminFilters): readonly Fragment[] {
  const product = sql`p.id`;
  const terms = (["vendor", "type", "tag", "sku"] as const)
    .filter((kind) => input[kind].length > 0)
    .map((kind) => termCondition(tenantId, kind, input[kind], product));
  const nothing = { tag: [], vendor: [], type: [] };
  const found = productSearch.find(tenantId, {
    question: questionIn(input.q),
    labels: nothing,
    onSale: false,
  });
  const listOf = (values: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
  return [
    sql`p.tenant_id = ${tenantId} AND p.deleted_at IS NULL`,
    ...(input.status.length > 0 ? [sql`p.status IN ${listOf(input.status)}`] : []),
    ...terms,
    ...(input.updatedSince === null ? [] : [sql`p.updated_at >= ${input.updatedSince}`]),
    ...(input.handle.length > 0
      ? [
          sql`p.id IN (SELECT product_id FROM product_handles WHERE tenant_id = ${tenantId} AND current = 1 AND handle IN ${listOf(input.handle)})`,
        ]
      : []),
    ...extentConditions(tenantId, input.extent ?? "any", product),
    ...(found === null ? [] : [sql`p.id IN (${found.all})`]),
  ];
}
