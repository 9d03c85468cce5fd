import { eq } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { passkeys } from "../passkeys/store.ts";
import { recoveryCodes, secondFactors } from "../second-factor/store.ts";
import { credentials, knownNetworks, sessions, singleUseTokens } from "../tables.ts";

/** Everything that an account signs in with, and what is known of where it did. A new table of that kind belongs here. */
const tables = [
  credentials,
  secondFactors,
  recoveryCodes,
  passkeys,
  sessions,
  knownNetworks,
  singleUseTokens,
] as const;

/** Removes the rows of an account that is gone. */
export function removeAccount(database: TenantDatabase, accountId: string): void {
  for (const table of tables) database.delete(table).where(eq(table.accountId, accountId)).run();
}
