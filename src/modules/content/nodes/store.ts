import { and, asc, eq, sql } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0112_content.sql";
import blocks from "../../../../migrations/tenant/0126_content_blocks.sql";
import commentsOpen from "../../../../migrations/tenant/0132_comments_open.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import {
  claimFormerHandle,
  claimHandles,
  dropHandles,
  formerHandles,
  type HandleKind,
  retireHandle,
} from "../../translations/index.ts";
import { nodeLimits } from "../limits.ts";
import { dropRevisions, keepRevision } from "../revisions/store.ts";
import { mediaMigration, removeNodeMedia, writeNodeMedia } from "../shown-media.ts";
import { termsOfNode, writeNodeTerms } from "../terms/node-terms.ts";
import {
  nodeArchived,
  nodeCreated,
  nodeDeleted,
  nodePublished,
  nodeRestored,
  nodeScheduled,
  nodeUnpublished,
  nodeUpdated,
} from "./events.ts";
import { type NodeState, nodeState, revisedContent } from "./schema.ts";
import { nodes, nodeTranslations } from "./tables.ts";
import type { NodeTranslation } from "./translation.ts";

export const nodeMigrations: readonly Migration[] = [
  { name: "0112_content", sql: tables },
  { name: "0126_content_blocks", sql: blocks },
  mediaMigration,
  { name: "0132_comments_open", sql: commentsOpen },
];

/** The bodies of changed translations by locale: what events of nodes leave to the state beside them. */
export type Bodies = Readonly<Record<string, string | null>>;

/** Posts and pages. */
export const nodeAggregate = defineAggregate(nodeState, {
  limit: nodeLimits.state,
  apply(database, event, beside) {
    switch (event.type) {
      case nodeCreated.type:
        return insertNode(database, event, bodiesOf(event, beside));
      case nodeUpdated.type:
        return updateNode(database, event, bodiesOf(event, beside));
      case nodeScheduled.type:
        return setFields(database, event, nodeScheduled.read(event));
      case nodePublished.type: {
        const { publishedAt } = nodePublished.read(event);
        return setFields(database, event, { status: "published", publishedAt, publishAt: null });
      }
      case nodeUnpublished.type:
      case nodeRestored.type:
        return setFields(database, event, { status: "draft", ...unscheduled });
      case nodeArchived.type:
        return setFields(database, event, { status: "archived", ...unscheduled });
      case nodeDeleted.type:
        return deleteNode(database, event.aggregate.id);
    }
  },
  state: (database, id) => readNode(database, id) ?? null,
});

const unscheduled = { publishedAt: null, publishAt: null, unpublishAt: null } as const;

/** A decision gives the bodies with its event. The event has them in its state, when the log is read again. */
function bodiesOf(event: Envelope, beside: unknown): Bodies {
  // Only decisions of this module give something, and always this.
  if (beside !== undefined) return beside as Bodies;
  const state = nodeState.in(event);
  return Object.fromEntries((state?.translations ?? []).map(({ locale, body }) => [locale, body]));
}

/** What the slugs of a kind are among the handles. */
export function slugsOf(kind: string): HandleKind {
  return `node:${kind}`;
}

/** Reads a node with its translations and terms. Undefined if there is none, or none of that kind. */
export function readNode(database: TenantDatabase, id: string, kind?: string): NodeState | undefined {
  const node = nodeById(database).get({ id });
  if (node === undefined || (kind !== undefined && node.kind !== kind)) return undefined;
  const translations = translationsOf(database).all({ id });
  const terms = termsOfNode(database, id);
  return {
    ...node,
    tagIds: [...terms.tagIds],
    categoryIds: [...terms.categoryIds],
    translations: translations.map(({ nodeId: _, ...translation }) => translation),
    redirects: formerHandles(database, slugsOf(node.kind), id).map(({ locale, handle }) => ({
      locale,
      slug: handle,
    })),
  };
}

/** Whether there is a node of a kind. */
export function isOfKind(database: TenantDatabase, id: string, kind: string): boolean {
  return nodeById(database).get({ id })?.kind === kind;
}

const nodeById = prepared((database) =>
  database
    .select()
    .from(nodes)
    .where(eq(nodes.id, sql.placeholder("id")))
    .prepare(),
);
const translationsOf = prepared((database) =>
  database
    .select()
    .from(nodeTranslations)
    .where(eq(nodeTranslations.nodeId, sql.placeholder("id")))
    .orderBy(asc(nodeTranslations.locale))
    .prepare(),
);

function insertNode(database: TenantDatabase, event: Envelope, bodies: Bodies): void {
  const { translations, tagIds, categoryIds, ...fields } = nodeCreated.read(event);
  const { id } = event.aggregate;
  const at = event.occurredAt;
  database
    .insert(nodes)
    .values({ id, status: "draft", ...fields, createdAt: at, updatedAt: at })
    .run();
  for (const head of translations)
    writeTranslation(database, id, fields.kind, { ...head, body: bodies[head.locale] ?? null });
  writeNodeTerms(database, id, { tagIds, categoryIds });
  keep(database, event, null);
}

function updateNode(database: TenantDatabase, event: Envelope, bodies: Bodies): void {
  const change = nodeUpdated.read(event);
  const { translations = [], removedLocales = [], tagIds, categoryIds, revision, ...fields } = change;
  const { id } = event.aggregate;
  setFields(database, event, sentFields(fields));
  const kind = nodeById(database).get({ id })?.kind ?? "";
  for (const head of translations)
    writeTranslation(database, id, kind, { ...head, body: bodies[head.locale] ?? null });
  for (const locale of removedLocales) {
    database
      .delete(nodeTranslations)
      .where(and(eq(nodeTranslations.nodeId, id), eq(nodeTranslations.locale, locale)))
      .run();
    retireHandle(database, slugsOf(kind), id, locale);
  }
  writeNodeTerms(database, id, sentFields({ tagIds, categoryIds }));
  const isRevised = Object.keys(change).some((name) => name in revisedContent.shape);
  if (isRevised || removedLocales.length > 0) keep(database, event, revision ?? null);
}

function keep(database: TenantDatabase, event: Envelope, restoredFrom: number | null): void {
  const node = readNode(database, event.aggregate.id);
  if (node === undefined) return;
  keepRevision(database, node, { at: event.occurredAt, actor: event.actor, restoredFrom });
  writeNodeMedia(database, node);
}

function setFields(
  database: TenantDatabase,
  event: Envelope,
  fields: Partial<typeof nodes.$inferInsert>,
): void {
  database
    .update(nodes)
    .set({ ...fields, updatedAt: event.occurredAt })
    .where(eq(nodes.id, event.aggregate.id))
    .run();
}

function writeTranslation(
  database: TenantDatabase,
  nodeId: string,
  kind: string,
  translation: NodeTranslation,
): void {
  const row = { nodeId, ...translation };
  database
    .insert(nodeTranslations)
    .values(row)
    .onConflictDoUpdate({ target: [nodeTranslations.nodeId, nodeTranslations.locale], set: row })
    .run();
  claimHandles(database, slugsOf(kind), nodeId, { locale: translation.locale, handle: translation.slug });
}

/** Removes a node with its texts, terms, revisions and slugs. */
export function deleteNode(database: TenantDatabase, id: string): void {
  const kind = nodeById(database).get({ id })?.kind;
  database.delete(nodeTranslations).where(eq(nodeTranslations.nodeId, id)).run();
  database.delete(nodes).where(eq(nodes.id, id)).run();
  writeNodeTerms(database, id, { tagIds: [], categoryIds: [] });
  dropRevisions(database, id);
  removeNodeMedia(database, id);
  if (kind !== undefined) dropHandles(database, slugsOf(kind), id);
}

/** Writes a node as another tenant exported it. Its first revision here is what it is. */
export function insertNodeState(
  database: TenantDatabase,
  state: NodeState,
  made: Parameters<typeof keepRevision>[2],
): void {
  const { translations, redirects, tagIds, categoryIds, ...node } = state;
  database.insert(nodes).values(node).run();
  for (const translation of translations) writeTranslation(database, node.id, node.kind, translation);
  for (const { locale, slug } of redirects)
    claimFormerHandle(database, slugsOf(node.kind), node.id, { locale, handle: slug });
  writeNodeTerms(database, node.id, { tagIds, categoryIds });
  keepRevision(database, state, made);
  writeNodeMedia(database, state);
}
