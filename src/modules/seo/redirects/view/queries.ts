import * as z from "zod";
import { refusal } from "../../../../kernel/api/problem.ts";
import { pageOf, pageOutput, pageRequest } from "../../../../kernel/read/page.ts";
import { alwaysAPage, defineViewQuery } from "../../../../kernel/read/query.ts";
import { sql, statement } from "../../../../kernel/storage/sql.ts";
import type { Row } from "../../../../kernel/storage/storage.ts";
import { ok, refused } from "../../../../kernel/values/result.ts";
import { settingsTag } from "../../../tenants/index.ts";
import { onStorefront, originsOf, ownPathOf } from "../paths.ts";
import { type AdminRedirect, adminRedirect, redirectState, storeRedirect } from "../schema.ts";
import { redirectsTag } from "./project.ts";

/** A tenant's redirects by their paths. */
export const listRedirects = defineViewQuery({
  name: "seo.listRedirects",
  access: "redirects:list",
  input: pageRequest,
  output: pageOutput(adminRedirect),
  varies: [],
  async run(model, { limit, after, count }, { tenantId }) {
    const all = sql`redirects AS r INDEXED BY redirects_from WHERE r.tenant_id = ${tenantId} AND r.deleted_at IS NULL`;
    const [path, id] = after ?? [];
    const beyond = after === null ? sql`` : sql`AND (r.from_path, r.id) > (${String(path)}, ${String(id)})`;
    const [rows = [], [total] = []] = await model.batch([
      statement(sql`SELECT r.id, r.from_path, r.version, r.state, r.state_version FROM ${all} ${beyond}
        ORDER BY r.from_path, r.id LIMIT ${limit + 1}`),
      ...(count ? [statement(sql`SELECT count(*) AS total FROM ${all}`)] : []),
    ]);
    const page = pageOf(rows, limit, (row) => [row.from_path ?? "", row.id ?? ""], shown);
    return ok({ ...page, totalCount: total === undefined ? undefined : Number(total.total) });
  },
});

/** Where a path of the storefront leads, for whoever answers requests there. */
export const findRedirect = defineViewQuery({
  name: "seo.findRedirect",
  access: "public",
  input: z.object({ path: z.string() }),
  output: storeRedirect,
  varies: [],
  reuse: { space: alwaysAPage, tags: () => [settingsTag, redirectsTag] },
  async run(model, { path }, { tenantId, ...context }) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const [[row] = []] = await model.batch([
      statement(sql`SELECT r.version, r.state, r.state_version FROM redirects AS r INDEXED BY redirects_from
        WHERE r.tenant_id = ${tenantId} AND r.from_path = ${path} AND r.deleted_at IS NULL LIMIT 1`),
    ]);
    const found = row === undefined ? undefined : shown(row);
    // The tenant's object knows no domains, so one of them can have been taken for a host elsewhere.
    const isLoop = found !== undefined && ownPathOf(onStorefront(found.to, originsOf(tenant.value))) === path;
    if (found === undefined || isLoop) return refused(refusal("not-found", "This path has no redirect."));
    return ok({ to: found.to, status: found.status });
  },
});

function shown(row: Row): AdminRedirect | undefined {
  const state = redirectState.readJson(Number(row.state_version), String(row.state));
  return state === undefined ? undefined : { ...state, version: Number(row.version) };
}
