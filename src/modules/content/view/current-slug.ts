import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";

/** The current slug of a node in the first of `locales` that it has, and that locale, as JSON. Null if it is not published. */
export function currentNodeSlug(
  tenantId: string,
  kind: string,
  id: Fragment,
  locales: readonly string[],
): Fragment {
  return sql`(SELECT json_array(s.handle, s.locale) FROM nodes AS n CROSS JOIN node_slugs AS s INDEXED BY node_slugs_node
    ON s.tenant_id = ${tenantId} AND s.node_id = n.id AND s.current = 1
    WHERE n.tenant_id = ${tenantId} AND n.id = ${id} AND n.kind = ${kind} AND n.status = 'published'
    ORDER BY ${localeOrder(sql`s.locale`, locales)} LIMIT 1)`;
}
