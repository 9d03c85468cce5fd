import type { View } from "../../../kernel/read/view.ts";
import { type NewestStates, newestStates } from "../../../kernel/write/state.ts";
import { replaceChildren, upsertNewer } from "../../../projection/statements.ts";
import { closed, row, stemTerm, termsOf, textTerms } from "../../term-search/index.ts";
import { renderBlocks } from "../blocks/render.ts";
import type { Block } from "../blocks/schema.ts";
import { loadRenderer, type Rendered } from "../bodies/render.ts";
import { nodeEvents } from "../nodes/events.ts";
import { type NodeState, nodeState } from "../nodes/schema.ts";
import { gridsOf } from "./blocks/project-grids.ts";
import { nodeBlocks, nodeGrids } from "./blocks/tables.ts";
import { bylineOf } from "./byline.ts";
import { tagsOfNodeEvents } from "./cache-tags.ts";
import { contentDocuments, nodeBodies, nodeSlugs, nodes, nodeTerms } from "./tables.ts";

/** Posts, pages and other nodes. Bodies are rendered here, once for each change, so no read renders any. */
export const nodeView: View = {
  name: "nodes",
  consumes: nodeEvents.map(({ type }) => type),
  tables: [nodes, nodeBodies, nodeBlocks, nodeGrids, nodeSlugs, nodeTerms, contentDocuments],
  cacheTags: tagsOfNodeEvents,
  async project(run, tenantId) {
    const found = newestStates(nodeState, run);
    const render = await loadRenderer();
    const alive = found.alive.map((one) => ({
      ...one,
      shared: { tenantId, nodeId: one.id, version: one.version },
      blocks: renderBlocks(one.state.blocks, render, one.id),
      rendered: new Map(one.state.translations.map((text) => [text.locale, render(text, one.id)])),
    }));
    const written = [...found.alive, ...found.deleted];
    const parent = { table: nodes, property: "nodeId", index: "node" };
    return [
      ...upsertNewer(nodes, [...rowsOf(alive), ...tombstonesOf(found, tenantId)]),
      ...replaceChildren(nodeBodies, parent, tenantId, written, alive.flatMap(bodiesOf)),
      ...replaceChildren(nodeBlocks, parent, tenantId, written, alive.flatMap(blocksOf)),
      ...replaceChildren(
        nodeGrids,
        parent,
        tenantId,
        written,
        alive.flatMap(({ shared, blocks }) => gridsOf(shared, blocks)),
      ),
      ...replaceChildren(nodeSlugs, parent, tenantId, written, alive.flatMap(slugsOf)),
      ...replaceChildren(nodeTerms, parent, tenantId, written, alive.flatMap(termsOfNode)),
      ...replaceChildren(contentDocuments, parent, tenantId, written, alive.flatMap(documentsOf)),
    ];
  },
  sweep: (before) => [{ sql: "DELETE FROM nodes WHERE deleted_at < ?1", params: [before] }],
};

interface Alive {
  readonly state: NodeState;
  readonly version: number;
  readonly shared: { readonly tenantId: string; readonly nodeId: string; readonly version: number };
  readonly blocks: readonly Block[];
  /** Each body by its locale. */
  readonly rendered: ReadonlyMap<string, Rendered>;
}

const most = {
  /** Characters of a body that stand for it where it has no excerpt. */
  summary: 300,
  /** Characters of a body that are searched, and shown around what was found. */
  searched: 20_000,
  terms: 1_500,
  /** Characters of HTML in a row. Each can take six bytes in the JSON of a statement, and D1 takes two megabytes. */
  part: 250_000,
};

function rowsOf(alive: readonly Alive[]) {
  return alive.map(({ state, version, shared: { tenantId }, rendered }) => ({
    tenantId,
    id: state.id,
    version,
    kind: state.kind,
    status: state.status,
    authorId: state.author.id,
    sticky: state.sticky ? 1 : 0,
    position: state.position,
    updatedAt: state.updatedAt,
    publishedAt: state.publishedAt,
    state: JSON.stringify({
      ...state,
      blocks: [],
      translations: state.translations.map((text) => ({ ...text, body: null })),
    }),
    stateVersion: nodeState.version,
    summaries: JSON.stringify(
      Object.fromEntries([...rendered].map(([locale, { text }]) => [locale, summaryOf(text)])),
    ),
    deletedAt: null,
  }));
}

/** The tombstone's version is newer than that of any event that arrives late. */
function tombstonesOf({ deleted }: NewestStates<NodeState>, tenantId: string) {
  return deleted.map(({ id, version, occurredAt }) => ({
    tenantId,
    id,
    version,
    kind: "",
    status: "deleted",
    authorId: null,
    sticky: 0,
    position: 0,
    updatedAt: occurredAt,
    publishedAt: null,
    state: "null",
    stateVersion: nodeState.version,
    summaries: "{}",
    deletedAt: occurredAt,
  }));
}

function bodiesOf({ shared, rendered }: Alive) {
  return [...rendered].flatMap(([locale, { html }]) =>
    partsOf(html).map((part, index) => ({ ...shared, locale, part: index, html: part })),
  );
}

function blocksOf({ shared, blocks }: Alive) {
  if (blocks.length === 0) return [];
  return partsOf(JSON.stringify(blocks)).map((json, part) => ({ ...shared, part, json }));
}

/** Cuts a text, but no character of it. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = from + most.part;
    const isCut = /[\ud800-\udbff]/.test(text.charAt(end - 1));
    parts.push(text.slice(from, isCut ? end - 1 : end));
    from = isCut ? end - 1 : end;
  }
  return parts;
}

function slugsOf({ state, shared }: Alive) {
  const { kind } = state;
  return [
    ...state.redirects.map(({ locale, slug }) => ({ ...shared, kind, locale, handle: slug, current: 0 })),
    ...state.translations.map(({ locale, slug }) => ({ ...shared, kind, locale, handle: slug, current: 1 })),
  ];
}

function termsOfNode({ state, shared }: Alive) {
  const { kind: nodeKind, status, publishedAt } = state;
  const { id } = state.author;
  // Readers filter by it.
  const { name } = bylineOf(state.author);
  const terms = [
    ...state.tagIds.map((id) => ["tag", id] as const),
    ...state.categoryIds.map((id) => ["contentCategory", id] as const),
    ...(id === null ? [] : [["author", id] as const]),
    ...(name === null ? [] : [["authorName", name] as const]),
    ...state.translations.map(({ locale }) => ["locale", locale] as const),
  ];
  return terms.map(([kind, term]) => ({ ...shared, kind, term, nodeKind, status, publishedAt }));
}

function documentsOf({ state, shared, rendered }: Alive) {
  const { kind, status } = state;
  const labels = closed(row([...new Set(termsOf(bylineOf(state.author).name ?? "", stemTerm))]));
  return state.translations.map(({ locale, title, excerpt }) => {
    const text = shortened(`${excerpt ?? ""} ${rendered.get(locale)?.text ?? ""}`.trim(), most.searched);
    const { titles, body } = textTerms({ locale, title, text }, most.terms);
    return { ...shared, locale, kind, status, titles: closed(titles), labels, body: closed(body), text };
  });
}

/** What stands for a body that has no excerpt. */
export function summaryOf(text: string): string {
  return shortened(text, most.summary);
}

/** The beginning of a text, up to the end of a word. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1).toWellFormed();
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), length / 2)).trimEnd()}…`;
}
