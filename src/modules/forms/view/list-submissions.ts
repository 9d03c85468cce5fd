import * as z from "zod";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { join, raw, sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import { type AdminSubmission, adminSubmission, formType, submissionState } from "../submission/schema.ts";

const absent = <Value extends z.ZodType>(value: Value) => value.nullable().default(null);

/** What was sent with forms, newest first. */
export const listSubmissions = defineViewQuery({
  name: "forms.listSubmissions",
  access: "pages:list",
  input: pageRequest.extend({
    pageId: absent(opaqueId),
    blockId: absent(opaqueId),
    type: absent(formType),
    from: absent(z.iso.datetime()),
    to: absent(z.iso.datetime()),
  }),
  output: pageOutput(adminSubmission),
  varies: [],
  async run(model, { limit, after, count, pageId, blockId, type, from, to }, { tenantId }) {
    const conditions = [
      sql`f.tenant_id = ${tenantId} AND f.deleted_at IS NULL`,
      ...(pageId === null ? [] : [sql`f.page_id = ${pageId}`]),
      ...(blockId === null ? [] : [sql`f.block_id = ${blockId}`]),
      ...(type === null ? [] : [sql`f.type = ${type}`]),
      ...(from === null ? [] : [sql`f.created_at >= ${from}`]),
      ...(to === null ? [] : [sql`f.created_at <= ${to}`]),
    ];
    const index = raw(pageId === null ? "form_submissions_newest" : "form_submissions_page");
    const all = sql`form_submissions AS f INDEXED BY ${index} WHERE ${join(conditions, " AND ")}`;
    const start =
      after === null ? sql`` : sql`AND (f.created_at, f.id) < (${String(after[0])}, ${String(after[1])})`;
    const page = sql`SELECT f.id, f.created_at, octet_length(f.state) AS bytes FROM ${all} ${start}
      ORDER BY f.created_at DESC, f.id DESC LIMIT ${limit + 1}`;
    const [rows = [], [total] = []] = await model.batch([
      statement(sql`WITH page AS MATERIALIZED (${fitted(page, sql`created_at DESC, id DESC`)})
        SELECT page.id, page.created_at, page.fits, f.version, f.state, f.state_version FROM page
        LEFT JOIN form_submissions AS f ON f.tenant_id = ${tenantId} AND f.id = page.id AND page.fits ORDER BY page.place`),
      ...(count ? [statement(sql`SELECT count(*) AS total FROM ${all}`)] : []),
    ]);
    return ok({
      ...pageOf(rows, limit, (row) => [row.created_at ?? "", row.id ?? ""], submissionIn, isFitting),
      totalCount: total === undefined ? undefined : Number(total.total),
    });
  },
});

function submissionIn(row: Row): AdminSubmission {
  const state = submissionState.read(Number(row.state_version), JSON.parse(String(row.state)));
  return { ...state, version: Number(row.version) };
}
