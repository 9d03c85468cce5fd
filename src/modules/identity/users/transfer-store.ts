import { and, eq, ne } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { userState } from "./schema.ts";
import { users, writeUser } from "./store.ts";

/** The staff. Passwords, second factors and passkeys stay: each sets a new password by mail. */
export const userTransfer = defineTransfer(userState, {
  event: "identity.user.imported",
  hasNames: true,
  pack: (_, { id, state }) => ({ id, state: { ...state, twoFactor: false }, extra: {} }),
  conflicts(database, { id, state: { person } }) {
    if (person === null) return [];
    const isAnother = and(eq(users.emailKey, emailKeyOf(person.email)), ne(users.id, id));
    const other = database.select({ id: users.id }).from(users).where(isAnother).get();
    if (other === undefined) return [];
    const detail = `${other.id} has the same e-mail address.`;
    return [{ pointer: "/state/person/email", code: "duplicate-email", detail }];
  },
  // A file that was edited can say what it likes: here nobody has a second factor yet.
  write: (database, { state }) => writeUser(database, { ...state, twoFactor: false }),
  remove,
});

function remove(database: TenantDatabase, id: string): void {
  database.delete(users).where(eq(users.id, id)).run();
}
