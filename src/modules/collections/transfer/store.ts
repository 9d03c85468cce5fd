import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer, type Transfer } from "../../../kernel/write/transfer.ts";
import { handleConflicts } from "../../translations/index.ts";
import { type GroupKind, groupState } from "../schema.ts";
import { deleteGroup, insertGroupState } from "../store.ts";

/** Collections or categories with their texts, handles and redirects, and the products in them. */
export function groupTransfer(kind: GroupKind): Transfer {
  return defineTransfer(groupState[kind], {
    event: `catalog.${kind}.imported`,
    hasNames: true,
    conflicts: (database, { id, state }) => handleConflicts(database, kind, id, state),
    write(database, { id, state }) {
      deleteGroup(database, kind, id);
      insertGroupState(database, kind, state);
    },
    remove: (database, id) => deleteGroup(database, kind, id),
    missing: (database) => (kind === "category" ? orphans(database) : []),
  });
}

function orphans(database: TenantDatabase): readonly string[] {
  const rows = database.all<{ id: string; parentId: string }>(sql`
    SELECT id, parent_id AS parentId FROM product_groups
    WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM product_groups) LIMIT 5`);
  return rows.map(({ id, parentId }) => `The parent ${parentId} of the category ${id} is missing.`);
}
