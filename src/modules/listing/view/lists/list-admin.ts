import { z } from "zod";
import type { Tenant } from "../../../../kernel/access/tenant.ts";
import { isFitting } from "../../../../kernel/read/fitted.ts";
import {
  type Page,
  type PageRequest,
  pageOf,
  pageOutput,
  pageRequest,
} from "../../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { ReadModel } from "../../../../kernel/storage/storage.ts";
import { currencySchema } from "../../../../kernel/values/money.ts";
import { ok } from "../../../../kernel/values/result.ts";
import {
  type ListedAdminProduct,
  listedAdminProduct,
  productStatus,
  toAdminProduct,
} from "../../../products/index.ts";
import { fittingColumns, readStaffRow, sizedRows, staffParts } from "../rows.ts";
import { productSearch } from "../search/product-search.ts";
import { questionIn, searchText } from "../search/question.ts";
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
});
type AdminFilters = z.infer<typeof adminFilters>;

/** Lists a tenant's products of every status, newest first. */
export const listAdminProducts = defineViewQuery({
  name: "catalogue.listProducts",
  access: "products:list",
  input: pageRequest.extend(adminFilters.shape),
  output: pageOutput(listedAdminProduct),
  varies: [],
  async run(model, { limit, after, count, ...filters }, context) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    return ok(await readAdminPage(model, tenant.value, filters, { limit, after, count }));
  },
});

/** Reads a page of products in one round trip. */
export async function readAdminPage(
  model: ReadModel,
  tenant: Pick<Tenant, "id" | "defaultLocale" | "defaultCurrency" | "lowStockThreshold">,
  filters: AdminFilters,
  { limit, after, count }: PageRequest,
): Promise<Page<ListedAdminProduct>> {
  const conditions = conditionsOf(tenant.id, filters);
  const { defaultLocale, defaultCurrency, lowStockThreshold } = tenant;
  const beyond = after === null ? [] : [sql`p.id < ${after[0] ?? ""}`];
  const page = sql`SELECT p.id, p.id AS sort_key FROM products AS p
    WHERE ${join([...conditions, ...beyond], " AND ")} ORDER BY p.id DESC LIMIT ${limit + 1}`;
  const parts = staffParts([defaultLocale, "en"]);
  const [rows = [], [total] = []] = await model.batch([
    statement(sql`WITH page AS MATERIALIZED (${page}), ${sizedRows(tenant.id, sql`id DESC`, parts)}
      SELECT ${fittingColumns(parts)} FROM sized
      LEFT JOIN products AS p ON p.rowid = sized.product AND sized.fits ORDER BY sized.place`),
    ...(count
      ? [statement(sql`SELECT count(*) AS total FROM products AS p WHERE ${join(conditions, " AND ")}`)]
      : []),
  ]);
  const show = (row: (typeof rows)[number]): ListedAdminProduct => {
    const { state, version, stockByVariant, groups } = readStaffRow(row);
    const { description: _, ...listed } = toAdminProduct(state, {
      version,
      defaultLocale,
      defaultCurrency: currencySchema.parse(defaultCurrency),
      lowStockThreshold,
      stockByVariant,
      groups,
    });
    const translations = listed.translations.map(({ description: _, ...text }) => text);
    return { ...listed, translations };
  };
  return {
    ...pageOf(rows, limit, (row) => [row.id ?? null], show, isFitting),
    totalCount: total === undefined ? undefined : Number(total.total),
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
    ...(input.handle.length > 0
      ? [
          sql`p.id IN (SELECT product_id FROM product_handles WHERE tenant_id = ${tenantId} AND current = 1 AND handle IN ${listOf(input.handle)})`,
        ]
      : []),
    ...(found === null ? [] : [sql`p.id IN (${found.all})`]),
  ];
}
