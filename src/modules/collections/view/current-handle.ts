import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import type { GroupKind } from "../schema.ts";

/** The current handle of a collection or category in the first of `locales` that it has, and that locale, as JSON. Null if there is none. */
export function currentGroupHandle(
  tenantId: string,
  kind: GroupKind,
  id: Fragment,
  locales: readonly string[],
): Fragment {
  return sql`(SELECT json_array(h.handle, h.locale) FROM product_groups AS g CROSS JOIN group_handles AS h INDEXED BY group_handles_group
    ON h.tenant_id = ${tenantId} AND h.group_id = g.id AND h.current = 1
    WHERE g.tenant_id = ${tenantId} AND g.id = ${id} AND g.kind = ${kind} AND g.deleted_at IS NULL
    ORDER BY ${localeOrder(sql`h.locale`, locales)} LIMIT 1)`;
}
