import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { removePasskeys } from "../passkeys/store.ts";
import { removePassword } from "../passwords/store.ts";
import { removeSecondFactor } from "../second-factor/store.ts";

/** Removes everything that an account signs in with. */
export function removeCredentials(database: TenantDatabase, accountId: string): void {
  removePassword(database, accountId);
  removeSecondFactor(database, accountId);
  removePasskeys(database, accountId);
}
