import { and, eq, ne } from "drizzle-orm";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { defineTransfer } from "../../kernel/write/transfer.ts";
import { emailKeyOf } from "./rules.ts";
import { customerState } from "./schema.ts";
import { customers, rowOf } from "./store.ts";

/** Customers. Their passwords stay: who has an account sets a new one by mail. */
export const customerTransfer = defineTransfer(customerState, {
  event: "customer.imported",
  hasNames: true,
  conflicts(database, { id, state: { person, hasAccount } }) {
    if (person === null) return [];
    const isAnother = and(
      eq(customers.emailKey, emailKeyOf(person.email)),
      eq(customers.hasAccount, hasAccount),
      ne(customers.id, id),
    );
    const other = database.select({ id: customers.id }).from(customers).where(isAnother).get();
    if (other === undefined) return [];
    const detail = `${other.id} has the same e-mail address.`;
    return [{ pointer: "/state/person/email", code: "duplicate-email", detail }];
  },
  write(database, { id, state }) {
    remove(database, id);
    database.insert(customers).values(rowOf(state)).run();
  },
  remove,
});

function remove(database: TenantDatabase, id: string): void {
  database.delete(customers).where(eq(customers.id, id)).run();
}
