import * as z from "zod";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import { pageOf, pageOutput, uncountedPageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { join, sql, statement } from "../../../kernel/storage/sql.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { servedLocales } from "../../../kernel/values/locale.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { productHandles } from "../../listing/index.ts";
import { handleMatch } from "../../translations/index.ts";
import { toStoreReply } from "../comment/presentation.ts";
import { noSuchComment } from "../comment/rules.ts";
import { commentState } from "../comment/schema.ts";
import { storeReply } from "../comment/shapes.ts";
import { commentIds } from "../ids.ts";
import { shownReplies } from "./shown.ts";

/** All replies in the thread that a review has begun, oldest first. */
export const listReplies = defineViewQuery({
  name: "comments.listReplies",
  access: "public",
  input: uncountedPageRequest.extend({ handle: z.string().min(1).max(255), id: opaqueId }),
  output: pageOutput(storeReply),
  varies: ["locale"],
  async run(model, { handle, id: given, limit, after }, context) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const { tenantId } = context;
    const match = handleMatch(
      productHandles(tenantId),
      handle,
      servedLocales(context.requestedLocales, tenant.value),
    );
    const id = canonicalId(commentIds.comment, given);
    const { from, where } = shownReplies(tenantId, sql`(SELECT id FROM root)`);
    const beyond = after === null ? [] : [sql`(r.created_at, r.id) > (${after[0] ?? ""}, ${after[1] ?? ""})`];
    const page = sql`SELECT r.rowid AS row, r.created_at, r.id, 3 * octet_length(r.state) AS bytes FROM ${from}
      WHERE ${join([where, ...beyond], " AND ")} ORDER BY r.created_at, r.id LIMIT ${limit + 1}`;
    const rows = await model.all(
      statement(sql`WITH match AS MATERIALIZED (${match}), root AS MATERIALIZED (
          SELECT c.id FROM match CROSS JOIN comments AS c ON c.tenant_id = ${tenantId} AND c.id = ${id}
          AND c.subject_id = match.owner AND c.status = 'approved' AND c.depth = 1
        ), page AS MATERIALIZED (${fitted(page, sql`created_at, id`)})
        SELECT page.created_at, page.id, page.fits, c.state_version, c.state FROM root LEFT JOIN page ON true
        LEFT JOIN comments AS c ON c.rowid = page.row AND page.fits ORDER BY page.place`),
    );
    if (rows.length === 0) return refused(noSuchComment);
    return ok(
      pageOf(
        rows.filter(({ id: one }) => one !== null),
        limit,
        (row) => [row.created_at ?? null, row.id ?? null],
        (row) => {
          const state = commentState.readJson(Number(row.state_version), String(row.state));
          return state === undefined ? undefined : toStoreReply(state);
        },
        isFitting,
      ),
    );
  },
});
