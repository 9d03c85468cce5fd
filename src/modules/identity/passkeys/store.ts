import { and, asc, count, desc, eq, inArray, lt, lte } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { AnsweredChallenge, PasskeyResponse } from "./schema.ts";

export const passkeys = sqliteTable(
  "passkeys",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    credentialId: text("credential_id").notNull(),
    publicKey: text("public_key").notNull(),
    counter: integer().notNull(),
    rpId: text("rp_id").notNull(),
    transports: text({ mode: "json" }).$type<readonly string[]>().notNull(),
    name: text().notNull(),
    synced: integer({ mode: "boolean" }).notNull(),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at"),
  },
  (table) => [
    uniqueIndex("passkeys_credential").on(table.credentialId),
    index("passkeys_account").on(table.accountId, table.id),
  ],
);
export type PasskeyRow = typeof passkeys.$inferSelect;

export const usedChallenges = sqliteTable(
  "used_challenges",
  { id: text().primaryKey(), expiresAt: integer("expires_at").notNull() },
  (table) => [index("used_challenges_expiry").on(table.expiresAt)],
);

/** The passkey of a credential; undefined if there is none. */
export function findPasskey(database: TenantDatabase, credentialId: string): PasskeyRow | undefined {
  return database.select().from(passkeys).where(eq(passkeys.credentialId, credentialId)).get();
}

/** A passkey of an account; undefined if there is none. */
export function readPasskey(database: TenantDatabase, accountId: string, id: string): PasskeyRow | undefined {
  const mine = and(eq(passkeys.id, id), eq(passkeys.accountId, accountId));
  return database.select().from(passkeys).where(mine).get();
}

/** The passkeys of an account, newest first. */
export function passkeysOf(
  database: TenantDatabase,
  accountId: string,
  { before = "~", limit }: { readonly before?: string; readonly limit: number },
): readonly PasskeyRow[] {
  const mine = and(eq(passkeys.accountId, accountId), lt(passkeys.id, before));
  return database.select().from(passkeys).where(mine).orderBy(desc(passkeys.id)).limit(limit).all();
}

export function countPasskeys(database: TenantDatabase, accountId: string): number {
  const mine = eq(passkeys.accountId, accountId);
  return database.select({ total: count() }).from(passkeys).where(mine).get()?.total ?? 0;
}

export function insertPasskey(database: TenantDatabase, row: PasskeyRow): void {
  database.insert(passkeys).values(row).run();
}

export function changePasskey(
  database: TenantDatabase,
  id: string,
  changes: Partial<Pick<PasskeyRow, "name" | "counter" | "lastUsedAt">>,
): void {
  database.update(passkeys).set(changes).where(eq(passkeys.id, id)).run();
}

export function removePasskey(database: TenantDatabase, id: string): void {
  database.delete(passkeys).where(eq(passkeys.id, id)).run();
}

/** Whether a challenge was answered before. */
export function wasUsed(database: TenantDatabase, { id }: AnsweredChallenge): boolean {
  return database.select().from(usedChallenges).where(eq(usedChallenges.id, id)).get() !== undefined;
}

export function spendChallenge(database: TenantDatabase, { id, expiresAt }: AnsweredChallenge): void {
  database.insert(usedChallenges).values({ id, expiresAt }).run();
}

/** Removes challenges that have expired, a bounded number at a time. */
export function removeExpiredChallenges(database: TenantDatabase, now: number, atMost: number): void {
  const expired = database
    .select({ id: usedChallenges.id })
    .from(usedChallenges)
    .where(lte(usedChallenges.expiresAt, now))
    .orderBy(asc(usedChallenges.expiresAt))
    .limit(atMost);
  database.delete(usedChallenges).where(inArray(usedChallenges.id, expired)).run();
}

/** The wire shape of a passkey. */
export function toPasskeyResponse({ id, name, rpId, synced, ...row }: PasskeyRow): PasskeyResponse {
  return {
    id,
    name,
    rpId,
    synced,
    createdAt: new Date(row.createdAt).toISOString(),
    lastUsedAt: row.lastUsedAt === null ? null : new Date(row.lastUsedAt).toISOString(),
  };
}
