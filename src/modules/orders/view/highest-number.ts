import type { Statement } from "../../../kernel/storage/storage.ts";

/** The greatest number that the read model has seen of a tenant's orders. */
export function highestNumber(tenantId: string): Statement {
  return {
    sql: "SELECT max(number) AS highest FROM orders INDEXED BY orders_number WHERE tenant_id = ?1",
    params: [tenantId],
  };
}
