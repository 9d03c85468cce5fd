import * as z from "zod";
import { isFitting } from "../../../kernel/read/fitted.ts";
import { type Keyset, type PageRequest, pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { pageShopperOf } from "../../tenants/index.ts";
import { tagsOfNodeList } from "./cache-tags.ts";
import { hasTerm, type NodeFilters, termConditions } from "./filters.ts";
import { pageDefinitions, selectPage, toStoreSummary } from "./rows.ts";
import { storePostSummary } from "./shapes.ts";

/** Values of a filter: any of them. */
export const anyOf = z.array(z.string().min(1).max(255)).max(50).readonly().default([]);

/** Lists published posts: newest first, and without filters the sticky ones before the others. */
export const listStorePosts = defineViewQuery({
  name: "content.listStorePosts",
  access: "public",
  input: pageRequest.extend({ tag: anyOf, category: anyOf, author: anyOf }),
  output: pageOutput(storePostSummary),
  varies: ["locale"],
  reuse: { space: alwaysAPage, tags: () => tagsOfNodeList() },
  async run(model, { limit, after, count, ...filters }, context) {
    const shopper = await pageShopperOf(context, undefined, after);
    if (!shopper.ok) return shopper;
    const { locales, next } = shopper.value;
    const list = { kind: "post", filters, locales };
    const { rows, total } = await readStoreNodes(model, context.tenantId, list, {
      limit,
      count,
      after: shopper.value.after,
    });
    const page = pageOf(
      rows,
      limit,
      (row) => next([row.sticky ?? 0, row.published_at ?? "", row.id ?? ""]),
      (row) => storePostSummary.parse(toStoreSummary(row, locales)),
      isFitting,
    );
    return ok({ ...page, totalCount: total });
  },
});

/** A list of published nodes. */
interface StoreList {
  readonly kind: string;
  readonly filters: NodeFilters;
  readonly locales: readonly string[];
}

/** Reads a page in one round trip. */
export async function readStoreNodes(
  model: ReadModel,
  tenantId: string,
  { kind, filters, locales }: StoreList,
  { limit, after, count }: PageRequest,
): Promise<{ readonly rows: readonly Row[]; readonly total: number | undefined }> {
  const found = sourceOf(tenantId, kind, termConditions(tenantId, filters, locales));
  const order = sql`sticky DESC, published_at DESC, id DESC`;
  const page = sql`SELECT * FROM (${found}) ${beyond(after)} ORDER BY ${order} LIMIT ${limit + 1}`;
  const [rows = [], [total] = []] = await model.batch([
    statement(sql`WITH ${pageDefinitions(tenantId, page, order)} ${selectPage(tenantId, locales)}`),
    ...(count ? [statement(sql`SELECT count(*) AS total FROM (${found})`)] : []),
  ]);
  return { rows, total: total === undefined ? undefined : Number(total.total) };
}

function beyond(after: Keyset | null): Fragment {
  if (after === null) return sql``;
  const [sticky, publishedAt, id] = after;
  return sql`WHERE (sticky, published_at, id) < (${Number(sticky)}, ${String(publishedAt)}, ${String(id)})`;
}

/** Published nodes as `sticky`, `published_at` and `id`. The first filter has an index of its own. */
function sourceOf(tenantId: string, kind: string, [first, ...others]: readonly Fragment[]): Fragment {
  if (first === undefined)
    return sql`SELECT n.sticky, n.published_at, n.id FROM nodes AS n INDEXED BY nodes_published
      WHERE n.tenant_id = ${tenantId} AND n.kind = ${kind} AND n.status = 'published'`;
  const conditions = [
    sql`one.tenant_id = ${tenantId} AND one.node_kind = ${kind} AND one.status = 'published' AND ${first}`,
    ...others.map((other) => hasTerm(tenantId, sql`${other}`, sql`driver.node_id`)),
  ];
  const [own, ...rest] = conditions;
  return sql`SELECT DISTINCT 0 AS sticky, driver.published_at, driver.node_id AS id FROM (
      SELECT one.node_id, one.published_at FROM node_terms AS one INDEXED BY node_terms_published WHERE ${own ?? sql`true`}
    ) AS driver WHERE ${join([sql`true`, ...rest], " AND ")}`;
}
