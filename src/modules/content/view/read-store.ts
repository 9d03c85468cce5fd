import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { movableOutput } from "../../../kernel/operation/operation.ts";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { alwaysAPage, defineViewQuery, type ViewContext } from "../../../kernel/read/query.ts";
import { type Fragment, sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../../kernel/storage/storage.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { articleData } from "../../structured-data/index.ts";
import { isFound, shopperOf, storefrontUrl } from "../../tenants/index.ts";
import { type HandleTable, handleMatch } from "../../translations/index.ts";
import { tagsOfNode } from "./cache-tags.ts";
import { nodeColumns, pageDefinitions, selectPage, toStoreSummary } from "./rows.ts";
import { type StorePostSummary, storePage, storePost, storePostSummary } from "./shapes.ts";

const input = z.object({ slug: z.string().min(1).max(255) });
const forStores = { access: "public", varies: ["locale"], input } as const;

/** Reads a published post by slug, with related ones. A former slug redirects to the current one. */
export const readStorePost = defineViewQuery({
  ...forStores,
  name: "content.readStorePost",
  output: movableOutput(storePost),
  reuse: { space: alwaysAPage, tags: ({ slug }, post) => tagsOfNode("post", slug, post) },
  async run(model, { slug }, context) {
    const shopper = await shopperOf(context, undefined);
    if (!shopper.ok) return shopper;
    const { locales } = shopper.value;
    const read = await readBySlug(model, { tenantId: context.tenantId, kind: "post", slug, locales });
    if (!read.ok) return read;
    if ("movedTo" in read.value) return ok(read.value);
    const { row, html, related } = read.value;
    const others = related.map((one) => storePostSummary.parse(toStoreSummary(one, locales)));
    const post = toStoreSummary(row, locales);
    const data = await structuredDataOf(context, "post", post);
    return ok({ found: storePost.parse({ ...post, html, related: others, structuredData: data }) });
  },
});

/** Reads a published page by slug. A former slug redirects to the current one. */
export const readStorePage = defineViewQuery({
  ...forStores,
  name: "content.readStorePage",
  output: movableOutput(storePage),
  reuse: { space: alwaysAPage, tags: ({ slug }, page) => tagsOfNode("page", slug, page) },
  async run(model, { slug }, context) {
    const shopper = await shopperOf(context, undefined);
    if (!shopper.ok) return shopper;
    const { locales } = shopper.value;
    const read = await readBySlug(model, { tenantId: context.tenantId, kind: "page", slug, locales });
    if (!read.ok) return read;
    if ("movedTo" in read.value) return ok(read.value);
    const { row, html } = read.value;
    const page = toStoreSummary(row, locales);
    const data = await structuredDataOf(context, "page", page);
    return ok({ found: storePage.parse({ ...page, html, structuredData: data }) });
  },
});

/** Undefined if the tenant has turned it off. */
async function structuredDataOf(
  { tenant }: Pick<ViewContext, "tenant">,
  kind: "post" | "page",
  node: StorePostSummary,
) {
  const found = await tenant();
  if (!found.ok || !isFound(found.value)) return undefined;
  const { id, slug: handle, locale } = node;
  const url = storefrontUrl(found.value, { kind, id, handle, locale });
  return articleData(kind === "post" ? "Article" : "WebPage", node, { url, publisher: found.value.name });
}

interface Asked {
  readonly tenantId: string;
  readonly kind: string;
  readonly slug: string;
  readonly locales: readonly string[];
}

type Found = { readonly row: Row; readonly html: string; readonly related: readonly Row[] };

/** Reads a node, its body and related nodes in one round trip. */
async function readBySlug(model: ReadModel, asked: Asked): Promise<Result<Found | { movedTo: string }>> {
  const { tenantId, kind, slug, locales } = asked;
  const match = sql`match AS MATERIALIZED (${handleMatch(slugsOf(tenantId, kind), slug, locales)})`;
  const served = sql`(SELECT s.locale FROM node_slugs AS s INDEXED BY node_slugs_node WHERE s.tenant_id = ${tenantId}
    AND s.node_id = match.owner AND s.current = 1 ORDER BY ${localeOrder(sql`s.locale`, locales)} LIMIT 1)`;
  const [[row] = [], parts = [], related = []] = await model.batch([
    statement(sql`WITH ${match} SELECT match.target, ${nodeColumns(locales)} FROM match
      CROSS JOIN nodes AS n ON n.tenant_id = ${tenantId} AND n.id = match.owner`),
    statement(sql`WITH ${match} SELECT b.html FROM match CROSS JOIN node_bodies AS b
      ON b.tenant_id = ${tenantId} AND b.node_id = match.owner AND b.locale = ${served} AND match.target IS NULL ORDER BY b.part`),
    ...(kind === "post" ? [statement(sql`WITH ${match}, ${relatedTo(asked)}`)] : []),
  ]);
  if (row === undefined) return refused(refusal("not-found", `There is no such ${kind}.`));
  if (row.target !== null) return ok({ movedTo: String(row.target) });
  return ok({ row, html: parts.map(({ html }) => String(html)).join(""), related });
}

/** The most related posts, and the newest posts of each tag and category that can be. */
const most = { related: 6, companions: 40 };

/** What follows `match`: the rows of the posts with the most tags and categories in common with it, the newest first. */
function relatedTo({ tenantId, kind, locales }: Asked): Fragment {
  const companions = sql`SELECT other.value AS node_id FROM match CROSS JOIN node_terms AS own INDEXED BY node_terms_node
    ON own.tenant_id = ${tenantId} AND own.node_id = match.owner AND own.kind IN ('tag', 'contentCategory')
    CROSS JOIN json_each((SELECT json_group_array(node_id) FROM (
      SELECT newest.node_id FROM node_terms AS newest INDEXED BY node_terms_published
      WHERE newest.tenant_id = ${tenantId} AND newest.kind = own.kind AND newest.term = own.term
      AND newest.node_kind = ${kind} AND newest.status = 'published'
      ORDER BY newest.published_at DESC, newest.node_id DESC LIMIT ${most.companions}))) AS other`;
  const page = sql`SELECT found.node_id AS id, count(*) AS common FROM (${companions}) AS found
    WHERE found.node_id <> (SELECT owner FROM match) GROUP BY found.node_id ORDER BY common DESC, id DESC LIMIT ${most.related}`;
  return sql`${pageDefinitions(tenantId, page, sql`common DESC, id DESC`)} ${selectPage(tenantId, locales)}`;
}

/** The slugs of published nodes of a kind. */
function slugsOf(tenantId: string, kind: string): HandleTable {
  return {
    owner: sql`node_id`,
    withHandle: (handle) => sql`node_slugs AS h
      CROSS JOIN nodes AS n ON n.tenant_id = h.tenant_id AND n.id = h.node_id AND n.status = 'published'
      WHERE h.tenant_id = ${tenantId} AND h.kind = ${kind} AND h.handle = ${handle}`,
    ofOwner: (owner) => sql`node_slugs AS own INDEXED BY node_slugs_node
      WHERE own.tenant_id = ${tenantId} AND own.node_id = ${owner}`,
  };
}
