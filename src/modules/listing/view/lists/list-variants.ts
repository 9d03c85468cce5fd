import * as z from "zod";
import type { Extent } from "../../../../kernel/access/extent.ts";
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
import type { ReadModel, Row } from "../../../../kernel/storage/storage.ts";
import { ok } from "../../../../kernel/values/result.ts";
import { type AdminVariant, adminVariant } from "../../../products/index.ts";
import { extentConditions } from "../extent.ts";
import { fittingColumns, sizedRows, staffParts } from "../rows.ts";
import { termCondition } from "./filters.ts";
import { type Staff, showToStaff } from "./list-admin.ts";
import { anyOf } from "./store-filters.ts";

const filtersShape = z.object({ sku: anyOf, barcode: anyOf });
type VariantListFilters = z.infer<typeof filtersShape> & { readonly extent?: Extent };

/** Lists the variants of products of every status, oldest products first. */
export const listVariants = defineViewQuery({
  name: "catalogue.listVariants",
  access: "products:list",
  isLimited: true,
  input: pageRequest.extend(filtersShape.shape),
  output: pageOutput(adminVariant),
  varies: [],
  async run(model, { limit, after, count, ...filters }, context) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    return ok(
      await readVariantPage(
        model,
        tenant.value,
        { ...filters, extent: context.extent },
        { limit, after, count },
      ),
    );
  },
});

/** Reads a page of variants in one round trip. The state of a product is read once for all of its variants. */
export async function readVariantPage(
  model: ReadModel,
  tenant: Staff,
  filters: VariantListFilters,
  { limit, after, count }: PageRequest,
): Promise<Page<AdminVariant>> {
  const { id: tenantId } = tenant;
  const [product = "", variant = ""] = after ?? [];
  const parts = staffParts([]);
  const listed = (more: Fragment) => sql`products AS p CROSS JOIN json_each(p.state, '$.variants') AS v
    WHERE ${join([...conditionsOf(tenantId, filters), more], " AND ")}`;
  const beyond = sql`p.id >= ${product} AND (p.id, v.value ->> 'id') > (${product}, ${variant})`;
  const [rows = [], [total] = []] = await model.batch([
    statement(sql`WITH listed AS MATERIALIZED (
        SELECT p.id, v.value ->> 'id' AS variant FROM ${listed(beyond)} ORDER BY p.id, variant LIMIT ${limit + 1}
      ), page AS MATERIALIZED (SELECT id, json_group_array(variant) AS sort_key FROM listed GROUP BY id),
      ${sizedRows(tenantId, sql`id`, parts)}
      SELECT ${fittingColumns(parts)} FROM sized
      LEFT JOIN products AS p ON p.rowid = sized.product AND sized.fits ORDER BY sized.place`),
    ...(count ? [statement(sql`SELECT count(*) AS total FROM ${listed(sql`p.id >= ''`)}`)] : []),
  ]);
  const page = pageOf(
    rows.flatMap((row) => variantsIn(row, tenant)),
    limit,
    ({ productId, id }) => [productId, id],
    ({ show }) => show(),
    ({ row }) => isFitting(row),
  );
  return { ...page, totalCount: total === undefined ? undefined : Number(total.total) };
}

function conditionsOf(tenantId: string, filters: VariantListFilters): readonly Fragment[] {
  const asked = (["sku", "barcode"] as const).filter((code) => filters[code].length > 0);
  const listOf = (values: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
  return [
    sql`p.tenant_id = ${tenantId} AND p.deleted_at IS NULL`,
    ...extentConditions(tenantId, filters.extent ?? "any", sql`p.id`),
    ...asked.flatMap((code) => [
      termCondition(tenantId, code, filters[code], sql`p.id`),
      sql`v.value ->> ${code} IN ${listOf(filters[code])}`,
    ]),
  ];
}

/** The variants that a row of a product lists. */
function variantsIn(row: Row, tenant: Staff) {
  const ids = z.array(z.string()).parse(JSON.parse(String(row.sort_key)));
  let product: ReturnType<typeof showToStaff> | undefined;
  return ids.toSorted().map((id) => ({
    row,
    id,
    productId: String(row.id),
    show() {
      product ??= showToStaff(row, tenant);
      return product.variants.find((one) => one.id === id);
    },
  }));
}
