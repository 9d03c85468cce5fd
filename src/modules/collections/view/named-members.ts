import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import { ownerOfHandle } from "../../translations/index.ts";
import { handlesOf } from "./membership.ts";

/** What names a group in a row: its kind, and its id or handle. */
export interface GroupName {
  readonly kind: Fragment;
  readonly value: Fragment;
}

/** Rows `m`: the members of a group and of those below it. */
export function membersOfNamed(tenantId: string, name: GroupName, locales: readonly string[]): Fragment {
  return sql`${named(tenantId, name, locales)}
    CROSS JOIN group_members AS m INDEXED BY group_members_group ON m.tenant_id = ${tenantId} AND m.group_id = named.id`;
}

/**
 * Rows `first`: in `value`, the positions and ids of the first `most` members of a group and of each of those below it that meet
 * a condition on `m.product_id`. It reads no more of them.
 */
export function firstOfNamed(
  tenantId: string,
  name: GroupName,
  locales: readonly string[],
  { most, condition }: { readonly most: number; readonly condition: Fragment },
): Fragment {
  return sql`${named(tenantId, name, locales)}
    CROSS JOIN json_each((SELECT json_group_array(json_array(position, product_id)) FROM (
      SELECT m.position, m.product_id FROM group_members AS m INDEXED BY group_members_group
      WHERE m.tenant_id = ${tenantId} AND m.group_id = named.id AND ${condition}
      ORDER BY m.position, m.product_id LIMIT ${most}))) AS first`;
}

function named(tenantId: string, { kind, value }: GroupName, locales: readonly string[]): Fragment {
  return sql`(WITH RECURSIVE below (id) AS (
      SELECT COALESCE((SELECT own.id FROM product_groups AS own
          WHERE own.tenant_id = ${tenantId} AND own.id = ${value} AND own.kind = ${kind} AND own.deleted_at IS NULL),
        ${ownerOfHandle(handlesOf(tenantId, kind), value, locales)})
      UNION SELECT child.id FROM below CROSS JOIN product_groups AS child INDEXED BY product_groups_parent
        ON child.tenant_id = ${tenantId} AND child.parent_id = below.id
    ) SELECT id FROM below WHERE id IS NOT NULL) AS named`;
}
