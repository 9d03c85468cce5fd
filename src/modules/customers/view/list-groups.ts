import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import { ok } from "../../../kernel/values/result.ts";
import { customerGroupResponse } from "../groups/schema.ts";

/** A tenant's customer groups, oldest first. */
export const listGroups = defineViewQuery({
  name: "customers.listGroups",
  access: "customers:list",
  input: pageRequest,
  output: pageOutput(customerGroupResponse),
  varies: [],
  async run(model, { limit, after, count }, { tenantId }) {
    const scope = sql`tenant_id = ${tenantId} AND deleted_at IS NULL`;
    const [rows = [], [total] = []] = await model.batch([
      statement(sql`SELECT id, name, handle, created_at, updated_at, version FROM customer_groups
        WHERE ${scope} AND id > ${after?.[0] ?? ""} ORDER BY id LIMIT ${limit + 1}`),
      ...(count ? [statement(sql`SELECT count(*) AS total FROM customer_groups WHERE ${scope}`)] : []),
    ]);
    const page = pageOf(
      rows,
      limit,
      ({ id }) => [id ?? null],
      (row) => ({
        id: String(row.id),
        name: String(row.name),
        handle: String(row.handle),
        createdAt: String(row.created_at),
        updatedAt: String(row.updated_at),
        version: Number(row.version),
      }),
    );
    return ok({ ...page, totalCount: total === undefined ? undefined : Number(total.total) });
  },
});
