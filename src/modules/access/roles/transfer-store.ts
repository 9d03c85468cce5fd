import { and, eq, ne } from "drizzle-orm";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { roleState } from "./schema.ts";
import { removeTenantRole, tenantRoles, writeTenantRole } from "./store.ts";

/** The tenant's roles. What the platform does not know here grants nothing. */
export const roleTransfer = defineTransfer(roleState, {
  event: "identity.role.imported",
  hasNames: true,
  conflicts(database, { id, state: { name } }) {
    const isAnother = and(eq(tenantRoles.name, name), ne(tenantRoles.id, id));
    const other = database.select({ id: tenantRoles.id }).from(tenantRoles).where(isAnother).get();
    if (other === undefined) return [];
    return [{ pointer: "/state/name", code: "duplicate-role", detail: `${other.id} has the same name.` }];
  },
  write: (database, { state }) => writeTenantRole(database, state),
  remove: removeTenantRole,
});
