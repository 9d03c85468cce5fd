import { eq } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { previousSecretMs } from "./rules.ts";
import { secrets } from "./tables.ts";

/** The sealed secrets that sign an endpoint's deliveries now: the current one, and the previous one for a day. */
export function sealedSecrets(database: TenantDatabase, endpointId: string, now: number): readonly string[] {
  const row = readRow(database, endpointId);
  if (row === undefined) return [];
  const isPreviousValid = row.previous !== null && (row.previousUntil ?? 0) > now;
  return isPreviousValid && row.previous !== null ? [row.sealed, row.previous] : [row.sealed];
}

export function writeSecret(database: TenantDatabase, endpointId: string, sealed: string): void {
  database.insert(secrets).values({ endpointId, sealed }).run();
}

/** The current secret becomes the previous one. */
export function rotateSecret(
  database: TenantDatabase,
  endpointId: string,
  sealed: string,
  now: number,
): void {
  const previous = readRow(database, endpointId)?.sealed ?? null;
  const row = { endpointId, sealed, previous, previousUntil: now + previousSecretMs };
  database.insert(secrets).values(row).onConflictDoUpdate({ target: secrets.endpointId, set: row }).run();
}

/** Replaces the sealed form of a secret, if it is still there. */
export function resealSecret(
  database: TenantDatabase,
  endpointId: string,
  sealed: { readonly from: string; readonly to: string },
): void {
  const row = readRow(database, endpointId);
  if (row === undefined) return;
  const changed = {
    ...(row.sealed === sealed.from ? { sealed: sealed.to } : {}),
    ...(row.previous === sealed.from ? { previous: sealed.to } : {}),
  };
  if (Object.keys(changed).length > 0)
    database.update(secrets).set(changed).where(eq(secrets.endpointId, endpointId)).run();
}

function readRow(database: TenantDatabase, endpointId: string) {
  return database.select().from(secrets).where(eq(secrets.endpointId, endpointId)).get();
}
