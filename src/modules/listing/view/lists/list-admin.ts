import type { Tenant } from "../../../../kernel/api/route.ts";
import { type Page, type PageRequest, pageOf } from "../../../../kernel/read/page.ts";
import type { ViewQuery } from "../../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../../kernel/storage/sql.ts";
import { currencySchema } from "../../../../kernel/values/money.ts";
import { ok } from "../../../../kernel/values/result.ts";
import type { AdminProduct, ProductStatus } from "../../../products/index.ts";
import { toAdminProduct } from "../../../products/index.ts";
import { readRow, rowColumns } from "../rows.ts";
import { productSearch } from "../search/product-search.ts";
import type { Question } from "../search/question.ts";
import { termCondition } from "./filters.ts";

export interface AdminListInput {
  /** What is looked for; null where all is. */
  readonly question: Question | null;
  readonly status: readonly ProductStatus[];
  readonly vendor: readonly string[];
  readonly type: readonly string[];
  readonly tag: readonly string[];
  readonly sku: readonly string[];
  readonly handle: readonly string[];
  readonly tenant: Tenant;
  readonly page: PageRequest;
}

type ListedAdminProduct = Omit<AdminProduct, "description">;

/** A tenant's products in every state, the newest first. One round trip. */
export const listAdminProducts: ViewQuery<AdminListInput, Page<ListedAdminProduct>> = async (
  model,
  tenantId,
  input,
) => {
  const { limit, after, count } = input.page;
  const conditions = conditionsOf(tenantId, input);
  const beyond = after === null ? [] : [sql`p.id < ${after[0] ?? ""}`];
  const [rows = [], [total] = []] = await model.batch([
    statement(sql`SELECT ${rowColumns} FROM products AS p
      WHERE ${join([...conditions, ...beyond], " AND ")} ORDER BY p.id DESC LIMIT ${limit + 1}`),
    ...(count
      ? [statement(sql`SELECT count(*) AS total FROM products AS p WHERE ${join(conditions, " AND ")}`)]
      : []),
  ]);
  const show = (row: (typeof rows)[number]): ListedAdminProduct => {
    const { state, version, stockByVariant, groups } = readRow(row);
    const { defaultLocale, defaultCurrency } = input.tenant;
    const { description: _, ...listed } = toAdminProduct(state, {
      version,
      defaultLocale,
      defaultCurrency: currencySchema.parse(defaultCurrency),
      lowStockThreshold: input.tenant.lowStockThreshold,
      stockByVariant,
      groups,
    });
    return listed;
  };
  const page = pageOf(rows, limit, (row) => [row.id ?? null], show);
  return ok({ ...page, totalCount: total === undefined ? undefined : Number(total.total) });
};

function conditionsOf(tenantId: string, input: AdminListInput): readonly Fragment[] {
  const product = sql`p.id`;
  const terms = (["vendor", "type", "tag", "sku"] as const)
    .filter((kind) => input[kind].length > 0)
    .map((kind) => termCondition(tenantId, kind, input[kind], product));
  const nothing = { tag: [], vendor: [], type: [] };
  const found = productSearch.find(tenantId, { question: input.question, labels: nothing, onSale: false });
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
