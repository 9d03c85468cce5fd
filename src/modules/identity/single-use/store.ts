import { and, asc, eq, inArray, lte } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { type Account, readAccount } from "../accounts/account.ts";
import { lifetimes } from "../limits.ts";
import { singleUseTokens } from "../tables.ts";
import type { TokenPurpose } from "./schema.ts";

const lifetimeOf: Readonly<Record<TokenPurpose, number>> = {
  "password-reset": lifetimes.passwordReset.value,
  "verify-email": lifetimes.emailVerification.value,
  invitation: lifetimes.invitation.value,
};

/** A token that will be issued: what the event says of it, and how the object stores it. */
export interface IssuedToken {
  readonly mailed: { readonly tokenId: string; readonly expiresAt: string };
  readonly write: (database: TenantDatabase) => void;
}

/** Issues a token. It replaces an earlier one of the account for the same purpose. */
export function issueToken(
  id: string,
  purpose: TokenPurpose,
  { accountId, email }: { readonly accountId: string; readonly email: string },
  now: number,
): IssuedToken {
  const expiresAt = now + lifetimeOf[purpose];
  return {
    mailed: { tokenId: id, expiresAt: new Date(expiresAt).toISOString() },
    write(database) {
      removeTokens(database, accountId, purpose);
      const row = { id, purpose, accountId, emailKey: emailKeyOf(email), expiresAt };
      database.insert(singleUseTokens).values(row).run();
    },
  };
}

/**
 * The account that a token is for. Undefined if the token was used or replaced, has expired, or was sent to an address that
 * the account no longer has.
 */
export function accountOfToken(
  database: TenantDatabase,
  id: string,
  purpose: TokenPurpose,
  now: number,
): Account | undefined {
  const row = database.select().from(singleUseTokens).where(eq(singleUseTokens.id, id)).get();
  if (row === undefined || row.purpose !== purpose || row.usedAt !== null || row.expiresAt <= now)
    return undefined;
  const account = readAccount(database, row.accountId);
  const email = account?.owner.person?.email;
  return email !== undefined && emailKeyOf(email) === row.emailKey ? account : undefined;
}

/** A token works once. */
export function markUsed(database: TenantDatabase, id: string, now: number): void {
  database.update(singleUseTokens).set({ usedAt: now }).where(eq(singleUseTokens.id, id)).run();
}

export function removeTokens(database: TenantDatabase, accountId: string, purpose: TokenPurpose): void {
  const mine = and(eq(singleUseTokens.accountId, accountId), eq(singleUseTokens.purpose, purpose));
  database.delete(singleUseTokens).where(mine).run();
}

/** Removes expired tokens, a bounded number at a time. */
export function removeExpiredTokens(database: TenantDatabase, now: number, atMost: number): void {
  const expired = database
    .select({ id: singleUseTokens.id })
    .from(singleUseTokens)
    .where(lte(singleUseTokens.expiresAt, now))
    .orderBy(asc(singleUseTokens.expiresAt))
    .limit(atMost);
  database.delete(singleUseTokens).where(inArray(singleUseTokens.id, expired)).run();
}
