import { eq } from "drizzle-orm";
import type { PasswordHash } from "../../../kernel/access/password.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { credentials } from "../tables.ts";

/** The stored password of an account; undefined if it has none. */
export function readPassword(database: TenantDatabase, accountId: string): PasswordHash | undefined {
  const row = database.select().from(credentials).where(eq(credentials.accountId, accountId)).get();
  return row === undefined ? undefined : { salt: row.salt, cost: row.cost, hash: row.hash };
}

/** Working state: no event has the hash. */
export function writePassword(database: TenantDatabase, accountId: string, password: PasswordHash): void {
  database
    .insert(credentials)
    .values({ accountId, ...password })
    .onConflictDoUpdate({ target: credentials.accountId, set: password })
    .run();
}

export function removePassword(database: TenantDatabase, accountId: string): void {
  database.delete(credentials).where(eq(credentials.accountId, accountId)).run();
}
