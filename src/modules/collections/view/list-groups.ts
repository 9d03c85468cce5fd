import { refusal } from "../../../kernel/api/problem.ts";
import { type Page, type PageRequest, pageOf } from "../../../kernel/read/page.ts";
import type { ViewQuery } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { toAdminGroup, toStoreGroup } from "../presentation.ts";
import { type GroupKind, groupState } from "../schema.ts";

interface GroupListInput {
  readonly kind: GroupKind;
  readonly locales: readonly string[];
  readonly page: PageRequest;
}

/** A tenant's collections or categories, the oldest first, for staff. */
export const listAdminGroups: ViewQuery<GroupListInput, Page<object>> = async (model, tenantId, input) => {
  const { rows, total } = await readPage(model, tenantId, input);
  const page = pageOf(
    rows,
    input.page.limit,
    ({ group }) => [group.id],
    ({ group, version }) => {
      const { productIds: _, ...listed } = toAdminGroup(group, version, input.locales);
      return listed;
    },
  );
  return ok({ ...page, totalCount: total });
};

/** The same for shoppers. */
export const listStoreGroups: ViewQuery<GroupListInput, Page<object>> = async (model, tenantId, input) => {
  const { rows, total } = await readPage(model, tenantId, input);
  const page = pageOf(
    rows,
    input.page.limit,
    ({ group }) => [group.id],
    ({ group }) => toStoreGroup(group, input.locales),
  );
  return ok({ ...page, totalCount: total });
};

export type FoundGroup =
  | { readonly found: "group"; readonly group: ReturnType<typeof toStoreGroup> }
  | { readonly found: "moved"; readonly handle: string };

/** The collection or category behind a handle; a former handle leads to the current one. */
export const readStoreGroup: ViewQuery<
  { readonly kind: GroupKind; readonly handle: string; readonly locales: readonly string[] },
  FoundGroup
> = async (model, tenantId, { kind, handle, locales }) => {
  const rows = await model.all(
    statement(sql`SELECT h.locale, h.current, g.state_version, g.state FROM group_handles AS h
      JOIN product_groups AS g ON g.tenant_id = h.tenant_id AND g.id = h.group_id AND g.deleted_at IS NULL
      WHERE h.tenant_id = ${tenantId} AND h.kind = ${kind} AND h.handle = ${handle} ORDER BY h.locale`),
  );
  const match = pickLocale(
    rows.map((row) => ({ row, locale: String(row.locale) })),
    locales,
  );
  if (match === undefined) return refused(refusal("not-found", `There is no such ${kind}.`));
  const group = groupIn(kind, match.row);
  if (match.row.current === 1) return ok({ found: "group", group: toStoreGroup(group, locales) });
  const current = pickLocale(group.translations, [match.locale]);
  if (current === undefined) return refused(refusal("not-found", `There is no such ${kind}.`));
  return ok({ found: "moved", handle: current.handle });
};

async function readPage(
  model: Parameters<typeof listStoreGroups>[0],
  tenantId: string,
  { kind, page }: GroupListInput,
) {
  const scope = sql`tenant_id = ${tenantId} AND kind = ${kind} AND deleted_at IS NULL`;
  const [rows = [], [total] = []] = await model.batch([
    // The list does not show who is in a collection, and that can be thousands.
    statement(sql`SELECT version, state_version, json_set(state, '$.productIds', json('[]')) AS state FROM product_groups
      WHERE ${scope} AND id > ${page.after?.[0] ?? ""} ORDER BY id LIMIT ${page.limit + 1}`),
    ...(page.count ? [statement(sql`SELECT count(*) AS total FROM product_groups WHERE ${scope}`)] : []),
  ]);
  return {
    rows: rows.map((row) => ({
      group: groupIn(kind, row),
      version: Number(row.version),
    })),
    total: total === undefined ? undefined : Number(total.total),
  };
}

function groupIn(kind: GroupKind, row: Row) {
  return groupState[kind].read(Number(row.state_version), JSON.parse(String(row.state)));
}
