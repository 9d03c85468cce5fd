import { and, eq, ne } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { customerGroupState } from "./schema.ts";
import { customerGroups } from "./store.ts";

/** Customer groups. Who is in them, the customers say. */
export const customerGroupTransfer = defineTransfer(customerGroupState, {
  event: "customer.group.imported",
  hasNames: true,
  conflicts(database, { id, state: { handle } }) {
    const isAnother = and(eq(customerGroups.handle, handle), ne(customerGroups.id, id));
    const other = database.select({ id: customerGroups.id }).from(customerGroups).where(isAnother).get();
    if (other === undefined) return [];
    const detail = `${other.id} has the handle ${handle}.`;
    return [{ pointer: "/state/handle", code: "duplicate-handle", detail }];
  },
  write(database, { id, state }) {
    remove(database, id);
    database.insert(customerGroups).values(state).run();
  },
  remove,
});

function remove(database: TenantDatabase, id: string): void {
  database.delete(customerGroups).where(eq(customerGroups.id, id)).run();
}
