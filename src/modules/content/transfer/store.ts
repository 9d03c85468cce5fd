import { sql } from "drizzle-orm";
import type { PointedError } from "../../../kernel/api/problem.ts";
import { pointedErrors } from "../../../kernel/api/validation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer, type Transfer } from "../../../kernel/write/transfer.ts";
import { type HandleKind, handleConflicts } from "../../translations/index.ts";
import { type Block, blocksInput } from "../blocks/schema.ts";
import { nodeState } from "../nodes/schema.ts";
import { deleteNode, insertNodeState, slugsOf } from "../nodes/store.ts";
import { termState } from "../terms/schema.ts";
import { removeTerm, writeTermState } from "../terms/store.ts";

/** Posts and pages as they are. Their history stays with the tenant that they come from. */
export const nodeTransfer = defineTransfer(nodeState, {
  event: "content.node.imported",
  hasNames: true,
  conflicts: (database, { id, state }) => [
    ...takenSlugs(database, slugsOf(state.kind), id, state),
    ...unsoundBlocks(state.blocks),
  ],
  write(database, { id, state }, { at }) {
    deleteNode(database, id);
    insertNodeState(database, state, { at, actor: { kind: "system" }, restoredFrom: null });
  },
  remove: deleteNode,
  // A term that was deleted meanwhile is missing in no node: nodes lose it.
  missing: orphans,
});

export const contentCategoryTransfer: Transfer = defineTransfer(termState.contentCategory, {
  event: "content.category.imported",
  hasNames: true,
  conflicts: (database, { id, state }) => takenSlugs(database, "contentCategory", id, state),
  write: (database, { state }) => writeTermState(database, "contentCategory", state),
  remove: (database, id) => removeTerm(database, "contentCategory", id),
  missing: (database) => orphanCategories(database),
});

export const tagTransfer: Transfer = defineTransfer(termState.tag, {
  event: "content.tag.imported",
  hasNames: true,
  conflicts: (database, { id, state }) => takenSlugs(database, "tag", id, state),
  write: (database, { state }) => writeTermState(database, "tag", state),
  remove: (database, id) => removeTerm(database, "tag", id),
});

interface Slugged {
  readonly locale: string;
  readonly slug: string;
}

function takenSlugs(
  database: TenantDatabase,
  kind: HandleKind,
  id: string,
  state: { readonly translations: readonly Slugged[]; readonly redirects: readonly Slugged[] },
): readonly PointedError[] {
  const named = (list: readonly Slugged[]) => list.map(({ locale, slug }) => ({ locale, handle: slug }));
  const handles = { translations: named(state.translations), redirects: named(state.redirects) };
  return handleConflicts(database, kind, id, handles).map((error) => ({
    ...error,
    pointer: error.pointer.replace(/handle$/, "slug"),
  }));
}

/** What input would refuse, such as links that a browser would run. */
function unsoundBlocks(blocks: readonly Block[]): readonly PointedError[] {
  const checked = blocksInput.safeParse(blocks);
  return checked.success ? [] : pointedErrors(checked.error, "/state/blocks");
}

function orphans(database: TenantDatabase): readonly string[] {
  const rows = database.all<{ id: string; parentId: string }>(sql`
    SELECT id, parent_id AS parentId FROM content_nodes
    WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM content_nodes) LIMIT 5`);
  return rows.map(({ id, parentId }) => `The parent ${parentId} of ${id} is missing.`);
}

function orphanCategories(database: TenantDatabase): readonly string[] {
  const rows = database.all<{ id: string; parentId: string }>(sql`
    SELECT id, parent_id AS parentId FROM content_terms
    WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM content_terms) LIMIT 5`);
  return rows.map(({ id, parentId }) => `The parent ${parentId} of the content category ${id} is missing.`);
}
