import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { movableOutput } from "../../../kernel/operation/operation.ts";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { alwaysAPage, defineViewQuery, type ViewContext } from "../../../kernel/read/query.ts";
import { type Fragment, sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel, Row } from "../../../kernel/storage/storage.ts";
import { countrySchema } from "../../../kernel/values/country.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { commentCountColumn } from "../../comment-counts/index.ts";
import { articleData } from "../../structured-data/index.ts";
import { isFound, type Shopper, shopperOf, storefrontUrl } from "../../tenants/index.ts";
import { type HandleTable, handleMatch } from "../../translations/index.ts";
import { blockStatements, type StoreBlock, toStoreBlocks } from "./blocks/store-blocks.ts";
import { tagsOfNode } from "./cache-tags.ts";
import { nodeColumns, pageDefinitions, selectPage, toStoreSummary } from "./rows.ts";
import { type StorePostSummary, storePage, storePost, storePostSummary } from "./shapes.ts";

const input = z.object({
  slug: z.string().min(1).max(255),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  country: countrySchema.nullish(),
});
const forStores = { access: "public", varies: ["locale", "currency"], input } as const;

/** Reads a published post by slug, with related ones. A former slug redirects to the current one. */
export const readStorePost = defineViewQuery({
  ...forStores,
  name: "content.readStorePost",
  output: movableOutput(storePost),
  reuse: { space: alwaysAPage, tags: ({ slug }, post) => tagsOfNode("post", slug, post) },
  async run(model, { slug, currency, country }, context) {
    const shopper = await shopperOf(context, currency, country);
    if (!shopper.ok) return shopper;
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const { defaultLocale, disabledModules } = tenant.value;
    const { locales } = shopper.value;
    const read = await readBySlug(model, {
      tenantId: context.tenantId,
      kind: "post",
      slug,
      defaultLocale,
      ...shopper.value,
    });
    if (!read.ok) return read;
    if ("movedTo" in read.value) return ok(read.value);
    const { row, html, blocks, related } = read.value;
    const others = related.map((one) => storePostSummary.parse(toStoreSummary(one, locales)));
    // While the module is off, none is shown.
    const commentsCount = disabledModules.includes("comments") ? 0 : Number(row.comments);
    const post = toStoreSummary(row, locales);
    const commentsOpen = post.commentsOpen && !disabledModules.includes("comments");
    const structuredData = await structuredDataOf(context, "post", post);
    const found = { ...post, html, blocks, commentsCount, commentsOpen, related: others, structuredData };
    return ok({ found: storePost.parse(found) });
  },
});

/** Reads a published page by slug. A former slug redirects to the current one. */
export const readStorePage = defineViewQuery({
  ...forStores,
  name: "content.readStorePage",
  output: movableOutput(storePage),
  reuse: { space: alwaysAPage, tags: ({ slug }, page) => tagsOfNode("page", slug, page) },
  async run(model, { slug, currency, country }, context) {
    const shopper = await shopperOf(context, currency, country);
    if (!shopper.ok) return shopper;
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const { defaultLocale } = tenant.value;
    const { locales } = shopper.value;
    const read = await readBySlug(model, {
      tenantId: context.tenantId,
      kind: "page",
      slug,
      defaultLocale,
      ...shopper.value,
    });
    if (!read.ok) return read;
    if ("movedTo" in read.value) return ok(read.value);
    const { row, html, blocks } = read.value;
    const page = toStoreSummary(row, locales);
    const data = await structuredDataOf(context, "page", page);
    return ok({ found: storePage.parse({ ...page, html, blocks, structuredData: data }) });
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

interface Asked extends Shopper {
  readonly tenantId: string;
  readonly kind: string;
  readonly slug: string;
  readonly defaultLocale: string;
}

interface Found {
  readonly row: Row;
  readonly html: string;
  readonly blocks: readonly StoreBlock[];
  readonly related: readonly Row[];
}

/** Reads a node, its body, its blocks with the products of grids, and related nodes in one round trip. */
async function readBySlug(model: ReadModel, asked: Asked): Promise<Result<Found | { movedTo: string }>> {
  const { tenantId, kind, slug, locales } = asked;
  const match = sql`match AS MATERIALIZED (${handleMatch(slugsOf(tenantId, kind), slug, locales)})`;
  const served = sql`(SELECT s.locale FROM node_slugs AS s INDEXED BY node_slugs_node WHERE s.tenant_id = ${tenantId}
    AND s.node_id = match.owner AND s.current = 1 ORDER BY ${localeOrder(sql`s.locale`, locales)} LIMIT 1)`;
  const [[row] = [], parts = [], texts = [], products = [], related = []] = await model.batch([
    statement(sql`WITH ${match} SELECT match.target, ${commentCountColumn(tenantId, sql`match.owner`)} AS comments,
      ${nodeColumns(locales)} FROM match
      CROSS JOIN nodes AS n ON n.tenant_id = ${tenantId} AND n.id = match.owner`),
    statement(sql`WITH ${match} SELECT b.html FROM match CROSS JOIN node_bodies AS b
      ON b.tenant_id = ${tenantId} AND b.node_id = match.owner AND b.locale = ${served} AND match.target IS NULL ORDER BY b.part`),
    ...blockStatements(tenantId, match, asked),
    ...(kind === "post" ? [statement(sql`WITH ${match}, ${relatedTo(asked)}`)] : []),
  ]);
  if (row === undefined) return refused(refusal("not-found", `There is no such ${kind}.`));
  if (row.target !== null) return ok({ movedTo: String(row.target) });
  const blocks = toStoreBlocks([texts, products], asked.defaultLocale, asked);
  return ok({ row, html: parts.map(({ html }) => String(html)).join(""), blocks, related });
}

/** The most related posts, and the newest posts of each tag and category that can be. */
const most = { related: 6, companions: 40 };

/**
 * What follows `match`: the rows of the posts with the most tags and categories in common with it, the newest first. Rows of nodes
 * still name a term that was deleted.
 */
function relatedTo({ tenantId, kind, locales }: Asked): Fragment {
  const companions = sql`SELECT other.value AS node_id FROM match CROSS JOIN node_terms AS own INDEXED BY node_terms_node
    ON own.tenant_id = ${tenantId} AND own.node_id = match.owner AND own.kind IN ('tag', 'contentCategory')
    CROSS JOIN content_terms AS term ON term.tenant_id = ${tenantId} AND term.id = own.term AND term.deleted_at IS NULL
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
export function slugsOf(tenantId: string, kind: string): HandleTable {
  return {
    owner: sql`node_id`,
    withHandle: (handle) => sql`node_slugs AS h
      CROSS JOIN nodes AS n ON n.tenant_id = h.tenant_id AND n.id = h.node_id AND n.status = 'published'
      WHERE h.tenant_id = ${tenantId} AND h.kind = ${kind} AND h.handle = ${handle}`,
    ofOwner: (owner) => sql`node_slugs AS own INDEXED BY node_slugs_node
      WHERE own.tenant_id = ${tenantId} AND own.node_id = ${owner}`,
  };
}

/** The current slug of a node in the first of `locales` that it has, and that locale, as JSON. Null if it is not published. */
export function currentNodeSlug(
  tenantId: string,
  kind: string,
  id: Fragment,
  locales: readonly string[],
): Fragment {
  return sql`(SELECT json_array(s.handle, s.locale) FROM nodes AS n CROSS JOIN node_slugs AS s INDEXED BY node_slugs_node
    ON s.tenant_id = ${tenantId} AND s.node_id = n.id AND s.current = 1
    WHERE n.tenant_id = ${tenantId} AND n.id = ${id} AND n.kind = ${kind} AND n.status = 'published'
    ORDER BY ${localeOrder(sql`s.locale`, locales)} LIMIT 1)`;
}
