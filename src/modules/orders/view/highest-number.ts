import type { Statement } from "../../../kernel/storage/storage.ts";

/** The highest order number of a tenant in the read model. */
export function highestNumber(tenantId: string): Statement {
  return {
    sql: "SELECT max(number) AS highest FROM orders INDEXED BY orders_number WHERE tenant_id = ?1",
    params: [tenantId],
  };
}
