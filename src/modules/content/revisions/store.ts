import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Actor } from "../../../kernel/access/actor.ts";
import { byteLength } from "../../../kernel/json.ts";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { nodeLimits } from "../limits.ts";
import { type NodeState, nodeState, type RevisedContent } from "../nodes/schema.ts";
import { revisions } from "./tables.ts";

/** When and by whom a revision was made. */
export interface RevisionFacts {
  readonly number: number;
  readonly at: string;
  readonly actor: Actor;
  readonly restoredFrom: number | null;
  readonly bytes: number;
}

/** A revision with what the node was. */
export interface Revision extends RevisionFacts {
  readonly content: RevisedContent;
}

const facts = {
  number: revisions.number,
  at: revisions.at,
  actor: revisions.actor,
  restoredFrom: revisions.restoredFrom,
  bytes: revisions.bytes,
} as const;

/** Keeps what a node is now, and forgets the oldest revisions beyond the limits. */
export function keepRevision(
  database: TenantDatabase,
  node: NodeState,
  made: Pick<RevisionFacts, "at" | "actor" | "restoredFrom">,
): void {
  const content = JSON.stringify(contentOf(node));
  const newest = database
    .select({ number: sql<number | null>`max(${revisions.number})` })
    .from(revisions)
    .where(eq(revisions.nodeId, node.id))
    .get();
  database
    .insert(revisions)
    .values({
      nodeId: node.id,
      number: (newest?.number ?? 0) + 1,
      ...made,
      bytes: byteLength(content),
      stateVersion: nodeState.version,
      content,
    })
    .run();
  forgetOldest(database).run({ nodeId: node.id });
}

/** Of two revisions of maximal size, both stay: what was, and what is. */
const forgetOldest = prepared((database) => {
  const nodeId = sql.placeholder("nodeId");
  const ranked = sql`SELECT number, row_number() OVER newest AS place, sum(bytes) OVER newest AS total
    FROM content_revisions WHERE node_id = ${nodeId} WINDOW newest AS (ORDER BY number DESC)`;
  return database
    .delete(revisions)
    .where(
      sql`node_id = ${nodeId} AND number IN (SELECT number FROM (${ranked})
        WHERE place > ${nodeLimits.revisions.value} OR (place > 2 AND total > ${nodeLimits.revisionBytes.value}))`,
    )
    .prepare();
});

/** What revisions keep of a node. */
export function contentOf(node: RevisedContent): RevisedContent {
  const { template, tagIds, categoryIds, featuredMedia, metadata, translations, blocks } = node;
  return { template, tagIds, categoryIds, featuredMedia, metadata, translations, blocks };
}

/** Revisions with a number less than `before`, newest first. */
export function listRevisions(
  database: TenantDatabase,
  nodeId: string,
  before: number,
  limit: number,
): readonly RevisionFacts[] {
  return database
    .select(facts)
    .from(revisions)
    .where(and(eq(revisions.nodeId, nodeId), lt(revisions.number, before)))
    .orderBy(desc(revisions.number))
    .limit(limit)
    .all();
}

/** Undefined if there is none, or none any more. */
export function readRevision(database: TenantDatabase, nodeId: string, number: number): Revision | undefined {
  const row = database
    .select({ ...facts, content: revisions.content })
    .from(revisions)
    .where(and(eq(revisions.nodeId, nodeId), eq(revisions.number, number)))
    .get();
  if (row === undefined) return undefined;
  // `keepRevision` has written it, perhaps before there were blocks.
  const content = JSON.parse(row.content) as Omit<RevisedContent, "blocks"> & Partial<RevisedContent>;
  return { ...row, content: { ...content, blocks: content.blocks ?? [] } };
}

/** Forgets the revisions of a deleted node. */
export function dropRevisions(database: TenantDatabase, nodeId: string): void {
  database.delete(revisions).where(eq(revisions.nodeId, nodeId)).run();
}
