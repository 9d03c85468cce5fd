import * as z from "zod";
import type { Extent } from "../../../kernel/access/extent.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { join, sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { extentConditions } from "./extent.ts";
import { readStaffRow, rowColumns, staffParts } from "./rows.ts";

export interface ExportPage {
  readonly products: readonly Pick<ReturnType<typeof readStaffRow>, "state" | "stockByVariant">[];
  /** The last product's id, to read the next page after. Null if the page is empty. */
  readonly next: string | null;
}

const mostProducts = 200;
/** Characters of states and descriptions in one page. A larger product gets a page of its own. */
const mostText = 1024 * 1024;

/**
 * Reads a tenant's products of every status after an id, oldest first, as many as fit into a page. One round
 * trip.
 */
export async function readExportPage(
  model: ReadModel,
  tenantId: string,
  after: string,
  extent: Extent = "any",
): Promise<ExportPage> {
  const rows = await model.all(
    statement(sql`WITH next AS MATERIALIZED (
      SELECT id, length(state) + length(descriptions) AS length FROM products
      WHERE ${join([sql`tenant_id = ${tenantId} AND id > ${after} AND deleted_at IS NULL`, ...extentConditions(tenantId, extent, sql`id`)], " AND ")} ORDER BY id LIMIT ${mostProducts}
    ), page AS MATERIALIZED (
      SELECT id, sum(length) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) - length AS before FROM next
    )
    SELECT ${rowColumns(staffParts([]))}, p.descriptions FROM page
    CROSS JOIN products AS p ON p.tenant_id = ${tenantId} AND p.id = page.id
    WHERE page.before < ${mostText} ORDER BY p.id`),
  );
  const last = rows.at(-1);
  return { products: rows.map(readStaffRow), next: last === undefined ? null : String(last.id) };
}

const forExports = { access: "products:export", isLimited: true, internal: true, varies: [] } as const;

export const readExport = defineViewQuery({
  ...forExports,
  name: "catalogue.readExportPage",
  input: z.object({ after: z.string() }),
  output: z.custom<ExportPage>(),
  run: async (model, { after }, { tenantId, extent }) =>
    ok(await readExportPage(model, tenantId, after, extent)),
});

/** The most options that any of a tenant's products has. */
export const readMostOptions = defineViewQuery({
  ...forExports,
  name: "catalogue.readMostOptions",
  input: z.object({}),
  output: z.int(),
  async run(model, _, { tenantId, extent }) {
    const [row] = await model.all(
      statement(sql`SELECT max(json_array_length(state, '$.options')) AS most FROM products
        WHERE ${join([sql`tenant_id = ${tenantId} AND deleted_at IS NULL`, ...extentConditions(tenantId, extent, sql`id`)], " AND ")}`),
    );
    return ok(Number(row?.most ?? 0));
  },
});
