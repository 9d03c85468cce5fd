import * as z from "zod";
import { isFitting } from "../../../kernel/read/fitted.ts";
import { type Keyset, type PageRequest, pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { alwaysAPage, defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { pageShopperOf } from "../../tenants/index.ts";
import { tagsOfNodeList } from "./cache-tags.ts";
import { hasTerm, isOneOf, listOf, type NodeFilters, type TermFilter, termFilters } from "./filters.ts";
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
  const [first, ...others] = termFilters(tenantId, filters, locales);
  const list = { tenantId, kind, others };
  const order = sql`sticky DESC, published_at DESC, id DESC`;
  const page =
    first === undefined ? pageOfAll(list, after, limit + 1) : pageWith(list, first, after, limit + 1);
  const [rows = [], [total] = []] = await model.batch([
    statement(sql`WITH ${pageDefinitions(tenantId, page, order)} ${selectPage(tenantId, locales)}`),
    ...(count ? [statement(first === undefined ? countAll(list) : countOf(list, first))] : []),
  ]);
  return { rows, total: total === undefined ? undefined : Number(total.total) };
}

interface Narrowed {
  readonly tenantId: string;
  readonly kind: string;
  readonly others: readonly TermFilter[];
}

function allOf({ tenantId, kind }: Narrowed): Fragment {
  return sql`nodes AS n INDEXED BY nodes_published
    WHERE n.tenant_id = ${tenantId} AND n.kind = ${kind} AND n.status = 'published'`;
}

/** The published nodes of a term: rows `driver` of an index that has them in order. */
function withTerm({ tenantId, kind, others }: Narrowed, ofTerm: Fragment): Fragment {
  const conditions = [
    sql`driver.tenant_id = ${tenantId} AND driver.node_kind = ${kind} AND driver.status = 'published' AND ${ofTerm}`,
    ...others.map((other) => hasTerm(tenantId, isOneOf(other), sql`driver.node_id`)),
  ];
  return sql`node_terms AS driver INDEXED BY node_terms_published WHERE ${join(conditions, " AND ")}`;
}

function pageOfAll(list: Narrowed, after: Keyset | null, limit: number): Fragment {
  const [sticky, publishedAt, id] = after ?? [];
  const beyond =
    after === null
      ? sql``
      : sql`AND (n.sticky, n.published_at, n.id) < (${Number(sticky)}, ${String(publishedAt)}, ${String(id)})`;
  return sql`SELECT n.sticky, n.published_at, n.id FROM ${allOf(list)} ${beyond}
    ORDER BY n.sticky DESC, n.published_at DESC, n.id DESC LIMIT ${limit}`;
}

/** Reads only the first nodes of each term, so a page costs the same however many there are. */
function pageWith(
  list: Narrowed,
  { kinds, terms }: TermFilter,
  after: Keyset | null,
  limit: number,
): Fragment {
  const [, publishedAt, id] = after ?? [];
  const beyond =
    after === null
      ? sql``
      : sql`AND (driver.published_at, driver.node_id) < (${String(publishedAt)}, ${String(id)})`;
  const ofTerm = sql`driver.kind = kinds.id AND driver.term = terms.id`;
  return sql`SELECT DISTINCT 0 AS sticky, newest.value ->> 0 AS published_at, newest.value ->> 1 AS id
    FROM (${terms}) AS terms CROSS JOIN (${listOf(kinds)}) AS kinds
    CROSS JOIN json_each((SELECT json_group_array(json_array(published_at, node_id)) FROM (
      SELECT driver.published_at, driver.node_id FROM ${withTerm(list, ofTerm)} ${beyond}
      ORDER BY driver.published_at DESC, driver.node_id DESC LIMIT ${limit}))) AS newest
    ORDER BY published_at DESC, id DESC LIMIT ${limit}`;
}

/** The newest published nodes that some filters find, as `published_at` and `id`, whether they are sticky or not. */
export function newestNodes(
  tenantId: string,
  { kind, filters, locales }: StoreList,
  limit: number,
): Fragment {
  const [first, ...others] = termFilters(tenantId, filters, locales);
  const list = { tenantId, kind, others };
  if (first !== undefined) return pageWith(list, first, null, limit);
  const newest = (sticky: number) => sql`SELECT * FROM (SELECT n.published_at, n.id FROM ${allOf(list)}
    AND n.sticky = ${sticky} ORDER BY n.published_at DESC, n.id DESC LIMIT ${limit})`;
  return sql`${newest(0)} UNION ALL ${newest(1)} ORDER BY published_at DESC, id DESC LIMIT ${limit}`;
}

function countAll(list: Narrowed): Fragment {
  return sql`SELECT count(*) AS total FROM ${allOf(list)}`;
}

function countOf(list: Narrowed, { kinds, terms }: TermFilter): Fragment {
  const ofTerm = sql`driver.kind IN (${listOf(kinds)}) AND driver.term IN (${terms})`;
  return sql`SELECT count(DISTINCT driver.node_id) AS total FROM ${withTerm(list, ofTerm)}`;
}
