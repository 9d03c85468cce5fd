import * as z from "zod";
import { fitted } from "../../../kernel/read/fitted.ts";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { listedLocales, pickLocale } from "../../../kernel/values/locale.ts";
import { type NodeState, nodeState } from "../nodes/schema.ts";
import { toAdminNode } from "../nodes/shown.ts";
import type { TermRef } from "../terms/schema.ts";
import { bylineOf } from "./byline.ts";
import type { ListedNode, StorePostSummary } from "./shapes.ts";

/** The columns to render a node `n` with. Its tags and categories are named in the first of `locales` that they have. */
export function nodeColumns(locales: readonly string[]): Fragment {
  return sql`n.version, n.state, n.state_version, n.summaries, (SELECT json_group_array(json(x.term)) FROM (
    SELECT (SELECT json_array(s.term_id, s.handle, s.name) FROM content_term_slugs AS s INDEXED BY content_term_slugs_term
      WHERE s.tenant_id = t.tenant_id AND s.term_id = t.term AND s.current = 1 ORDER BY ${localeOrder(sql`s.locale`, locales)} LIMIT 1) AS term
    FROM node_terms AS t INDEXED BY node_terms_node
    WHERE t.tenant_id = n.tenant_id AND t.node_id = n.id AND t.kind IN ('tag', 'contentCategory')) AS x WHERE x.term IS NOT NULL) AS terms`;
}

/** Definitions of CTEs that find out which nodes of a subquery of ids fit into a page, in `order`. */
export function pageDefinitions(tenantId: string, page: Fragment, order: Fragment): Fragment {
  return sql`page AS MATERIALIZED (${page}), sized AS MATERIALIZED (${fitted(
    sql`SELECT page.*, octet_length(n.state) + octet_length(n.summaries) AS bytes FROM page
      CROSS JOIN nodes AS n ON n.tenant_id = ${tenantId} AND n.id = page.id`,
    order,
  )})`;
}

/** The rows of `pageDefinitions`. */
export function selectPage(tenantId: string, locales: readonly string[]): Fragment {
  return sql`SELECT sized.*, ${nodeColumns(locales)} FROM sized
    LEFT JOIN nodes AS n ON n.tenant_id = ${tenantId} AND n.id = sized.id AND sized.fits ORDER BY sized.place`;
}

const summariesSchema = z.record(z.string(), z.string());
const termsSchema = z.array(z.tuple([z.string(), z.string(), z.string()]));

function readRow(row: Row): ReadableNode {
  const refs = new Map<string, TermRef>(
    termsSchema.parse(JSON.parse(String(row.terms))).map(([id, slug, name]) => [id, { slug, name }]),
  );
  const state = nodeState.read(Number(row.state_version), JSON.parse(String(row.state)));
  return { state, refs, summaries: summariesSchema.parse(JSON.parse(String(row.summaries))) };
}

/** Renders a row for staff. */
export function toListedNode(row: Row, locales: readonly string[]): ListedNode {
  const { state, refs } = readRow(row);
  const { translations, blocks: _, ...node } = toAdminNode(state, Number(row.version), refs, locales);
  return { ...node, translations: translations.map(({ body: __, ...text }) => text) };
}

/** Renders the row of a published node for the store, in the first of the languages to serve that it has. */
export function toStoreSummary(row: Row, locales: readonly string[]): StoreNode {
  return storeNodeOf(readRow(row), locales);
}

/** A node, the names of its terms by their ids, and the beginning of each body by its locale. */
export interface ReadableNode {
  readonly state: NodeState;
  readonly refs: ReadonlyMap<string, TermRef>;
  readonly summaries: Readonly<Record<string, string>>;
}

/** What the store shows of a node of any kind. */
export type StoreNode = StorePostSummary & Pick<NodeState, "parentId" | "position" | "commentsOpen">;

/** Renders a node for the store. It has to have been published. */
export function storeNodeOf({ state, refs, summaries }: ReadableNode, locales: readonly string[]): StoreNode {
  const texts = state.translations.toSorted((a, b) => (a.locale < b.locale ? -1 : 1));
  const text = pickLocale(texts, locales);
  if (text === undefined || state.publishedAt === null) throw new Error(`${state.id} can't be shown`);
  return {
    id: state.id,
    slug: text.slug,
    title: text.title,
    excerpt: text.excerpt ?? (summaries[text.locale] || null),
    locale: text.locale,
    availableLocales: [...listedLocales(texts, locales)],
    author: bylineOf(state.author),
    tags: state.tagIds.flatMap((id) => refs.get(id) ?? []),
    categories: state.categoryIds.flatMap((id) => refs.get(id) ?? []),
    sticky: state.sticky,
    template: state.template,
    featuredMedia: state.featuredMedia,
    seo: text.seo,
    metadata: state.metadata,
    publishedAt: state.publishedAt,
    updatedAt: state.updatedAt,
    parentId: state.parentId,
    position: state.position,
    commentsOpen: state.commentsOpen,
  };
}
