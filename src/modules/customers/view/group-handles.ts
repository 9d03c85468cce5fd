import { type Fragment, sql } from "../../../kernel/storage/sql.ts";

/** A query of the handles of a customer's groups. A guest has none. */
export function groupHandlesOf(tenantId: string, customerId: string | null): Fragment {
  if (customerId === null) return sql`SELECT NULL WHERE false`;
  return sql`SELECT g.handle FROM customers AS c, json_each(c.state, '$.groupIds') AS part
    CROSS JOIN customer_groups AS g ON g.tenant_id = ${tenantId} AND g.id = part.value AND g.deleted_at IS NULL
    WHERE c.tenant_id = ${tenantId} AND c.id = ${customerId} AND c.deleted_at IS NULL`;
}
