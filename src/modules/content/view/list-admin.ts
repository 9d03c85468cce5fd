import * as z from "zod";
import { isFitting } from "../../../kernel/read/fitted.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/storage/sql.ts";
import { storedLocale } from "../../../kernel/values/locale.ts";
import { ok } from "../../../kernel/values/result.ts";
import { questionIn, searchText } from "../../term-search/index.ts";
import type { NodeKind } from "../kinds.ts";
import { nodeStatus } from "../nodes/schema.ts";
import { extentConditions, hasTerm, isOneOf, termFilters } from "./filters.ts";
import { anyOf } from "./list-store.ts";
import { pageDefinitions, selectPage, toListedNode } from "./rows.ts";
import { hitsOf } from "./search/hits.ts";
import { listedNode } from "./shapes.ts";

const instant = z.iso.datetime().nullable().default(null);

const filters = z.object({
  q: searchText,
  status: z.array(nodeStatus).readonly().default([]),
  author: anyOf,
  tag: anyOf,
  category: anyOf,
  locale: storedLocale.nullable().default(null),
  /** Of the last change, inclusive. */
  from: instant,
  to: instant,
});
type Filters = z.infer<typeof filters>;

/** Lists the nodes of a kind for staff, of every status, the last changed first. */
export function adminListOf(kind: NodeKind) {
  return defineViewQuery({
    name: `content.list${kind.many}`,
    access: `${kind.resource}:list`,
    isLimited: true,
    input: pageRequest.extend(filters.shape),
    output: pageOutput(listedNode),
    varies: [],
    async run(model, { limit, after, count, ...filters }, context) {
      const tenant = await context.tenant();
      if (!tenant.ok) return tenant;
      const { tenantId, extent } = context;
      const locales = [tenant.value.defaultLocale, "en"];
      const conditions = [
        ...conditionsOf(tenantId, kind.name, filters, locales),
        ...extentConditions(tenantId, extent, sql`n.id`),
      ];
      const from = sql`nodes AS n INDEXED BY nodes_updated WHERE ${join(conditions, " AND ")}`;
      const start =
        after === null ? sql`` : sql`AND (n.updated_at, n.id) < (${String(after[0])}, ${String(after[1])})`;
      const page = sql`SELECT n.updated_at, n.id FROM ${from} ${start} ORDER BY n.updated_at DESC, n.id DESC LIMIT ${limit + 1}`;
      const definitions = pageDefinitions(tenantId, page, sql`updated_at DESC, id DESC`);
      const [rows = [], [total] = []] = await model.batch([
        statement(sql`WITH ${definitions} ${selectPage(tenantId, locales)}`),
        ...(count ? [statement(sql`SELECT count(*) AS total FROM ${from}`)] : []),
      ]);
      return ok({
        ...pageOf(
          rows,
          limit,
          (row) => [row.updated_at ?? "", row.id ?? ""],
          (row) => toListedNode(row, locales),
          isFitting,
        ),
        totalCount: total === undefined ? undefined : Number(total.total),
      });
    },
  });
}

function conditionsOf(
  tenantId: string,
  kind: string,
  { q, status, locale, from, to, ...terms }: Filters,
  locales: readonly string[],
): readonly Fragment[] {
  const question = questionIn(q);
  return [
    sql`n.tenant_id = ${tenantId} AND n.kind = ${kind} AND n.deleted_at IS NULL`,
    ...(status.length === 0
      ? []
      : [sql`n.status IN (SELECT value FROM json_each(${JSON.stringify(status)}))`]),
    ...(from === null ? [] : [sql`n.updated_at >= ${from}`]),
    ...(to === null ? [] : [sql`n.updated_at <= ${to}`]),
    ...termFilters(tenantId, terms, locales).map((one) => hasTerm(tenantId, isOneOf(one), sql`n.id`)),
    ...(locale === null
      ? []
      : [hasTerm(tenantId, sql`one.kind = 'locale' AND one.term = ${locale}`, sql`n.id`)]),
    ...(question === null ? [] : [sql`n.id IN (${hitsOf(tenantId, question)})`]),
  ];
}
