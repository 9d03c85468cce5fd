import { and, eq, sql } from "drizzle-orm";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { TermKind } from "./schema.ts";
import { nodeTerms, terms } from "./tables.ts";

/** The terms of a node, in the order that they were given. */
export interface NodeTerms {
  readonly tagIds: readonly string[];
  readonly categoryIds: readonly string[];
}

export function termsOfNode(database: TenantDatabase, nodeId: string): NodeTerms {
  const rows = termsOf(database).all({ nodeId });
  const idsOf = (kind: TermKind) => rows.filter((row) => row.kind === kind).map(({ termId }) => termId);
  return { tagIds: idsOf("tag"), categoryIds: idsOf("contentCategory") };
}

const termsOf = prepared((database) =>
  database
    .select({ kind: nodeTerms.kind, termId: nodeTerms.termId })
    .from(nodeTerms)
    .innerJoin(terms, eq(terms.id, nodeTerms.termId))
    .where(eq(nodeTerms.nodeId, sql.placeholder("nodeId")))
    .orderBy(nodeTerms.position)
    .prepare(),
);

/** Replaces the terms of a node. A kind that is left out stays. */
export function writeNodeTerms(
  database: TenantDatabase,
  nodeId: string,
  { tagIds, categoryIds }: Partial<NodeTerms>,
): void {
  if (tagIds !== undefined) replace(database, nodeId, "tag", tagIds);
  if (categoryIds !== undefined) replace(database, nodeId, "contentCategory", categoryIds);
}

function replace(database: TenantDatabase, nodeId: string, kind: TermKind, ids: readonly string[]): void {
  database
    .delete(nodeTerms)
    .where(and(eq(nodeTerms.nodeId, nodeId), eq(nodeTerms.kind, kind)))
    .run();
  if (ids.length === 0) return;
  database.run(sql`INSERT INTO content_node_terms (node_id, kind, term_id, position)
    SELECT ${nodeId}, ${kind}, value, key FROM json_each(${JSON.stringify(ids)})`);
}

/** Takes a deleted term away from all nodes. */
export function forgetTerm(database: TenantDatabase, termId: string): void {
  database.delete(nodeTerms).where(eq(nodeTerms.termId, termId)).run();
}
