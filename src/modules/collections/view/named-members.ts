import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import { ownerOfHandle } from "../../translations/index.ts";
import { handlesOf } from "./membership.ts";

/** What names a group in a row: its kind, and its id or handle. */
export interface GroupName {
  readonly kind: Fragment;
  readonly value: Fragment;
}

/** Rows `m`: the members of a group and of those below it. */
export function membersOfNamed(
  tenantId: string,
  { kind, value }: GroupName,
  locales: readonly string[],
): Fragment {
  return sql`(WITH RECURSIVE below (id) AS (
      SELECT COALESCE((SELECT own.id FROM product_groups AS own
          WHERE own.tenant_id = ${tenantId} AND own.id = ${value} AND own.kind = ${kind} AND own.deleted_at IS NULL),
        ${ownerOfHandle(handlesOf(tenantId, kind), value, locales)})
      UNION SELECT child.id FROM below CROSS JOIN product_groups AS child INDEXED BY product_groups_parent
        ON child.tenant_id = ${tenantId} AND child.parent_id = below.id
    ) SELECT id FROM below WHERE id IS NOT NULL) AS named
    CROSS JOIN group_members AS m INDEXED BY group_members_group ON m.tenant_id = ${tenantId} AND m.group_id = named.id`;
}
