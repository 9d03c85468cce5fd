import { and, eq } from "drizzle-orm";
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { SecondFactor } from "./rules.ts";
import type { EnteredCode } from "./schema.ts";

export const secondFactors = sqliteTable("second_factors", {
  accountId: text("account_id").primaryKey(),
  sealed: text().notNull(),
  lastStep: integer("last_step").notNull(),
  confirmedAt: integer("confirmed_at"),
});

export const recoveryCodes = sqliteTable(
  "recovery_codes",
  { accountId: text("account_id").notNull(), hash: text().notNull() },
  (table) => [primaryKey({ columns: [table.accountId, table.hash] })],
);

/** An account's second factor, seen together with the code that was entered; undefined if it has none. */
export function readSecondFactor(
  database: TenantDatabase,
  accountId: string,
  code: EnteredCode | null = null,
): (SecondFactor & { readonly sealed: string }) | undefined {
  const row = database.select().from(secondFactors).where(eq(secondFactors.accountId, accountId)).get();
  if (row === undefined) return undefined;
  const hasCode = code?.kind === "recovery" && readCode(database, accountId, code.hash) !== undefined;
  return { ...row, hasCode };
}

/** Stores a secret that is pending. It replaces another one that was not confirmed. */
export function writePendingFactor(database: TenantDatabase, accountId: string, sealed: string): void {
  const row = { sealed, lastStep: 0, confirmedAt: null };
  database
    .insert(secondFactors)
    .values({ accountId, ...row })
    .onConflictDoUpdate({ target: secondFactors.accountId, set: row })
    .run();
}

export function confirmFactor(database: TenantDatabase, accountId: string, now: number): void {
  const mine = eq(secondFactors.accountId, accountId);
  database.update(secondFactors).set({ confirmedAt: now }).where(mine).run();
}

/** Notes that a code was used, so that it counts no more. */
export function spendCode(database: TenantDatabase, accountId: string, code: EnteredCode): void {
  if (code.kind === "recovery") {
    const mine = and(eq(recoveryCodes.accountId, accountId), eq(recoveryCodes.hash, code.hash));
    database.delete(recoveryCodes).where(mine).run();
    return;
  }
  if (code.step === null) return;
  const sealed = code.resealed === null ? {} : { sealed: code.resealed };
  database
    .update(secondFactors)
    .set({ lastStep: code.step, ...sealed })
    .where(eq(secondFactors.accountId, accountId))
    .run();
}

export function writeRecoveryCodes(
  database: TenantDatabase,
  accountId: string,
  hashes: readonly string[],
): void {
  database.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).run();
  database
    .insert(recoveryCodes)
    .values(hashes.map((hash) => ({ accountId, hash })))
    .run();
}

export function removeSecondFactor(database: TenantDatabase, accountId: string): void {
  database.delete(secondFactors).where(eq(secondFactors.accountId, accountId)).run();
  database.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).run();
}

function readCode(database: TenantDatabase, accountId: string, hash: string) {
  const mine = and(eq(recoveryCodes.accountId, accountId), eq(recoveryCodes.hash, hash));
  return database.select().from(recoveryCodes).where(mine).get();
}
