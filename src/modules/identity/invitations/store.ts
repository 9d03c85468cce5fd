import { and, count, desc, eq, gt, isNull, lt } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { singleUseTokens } from "../tables.ts";
import { type User, userState } from "../users/schema.ts";
import { users } from "../users/store.ts";

export interface OpenInvitation {
  readonly user: User;
  readonly expiresAt: number;
}

/** Invitations of users with an id less than `before` that were not accepted and have not expired, newest first. */
export function listOpenInvitations(
  database: TenantDatabase,
  { before, now, limit }: { readonly before: string | null; readonly now: number; readonly limit: number },
): readonly OpenInvitation[] {
  const older = before === null ? undefined : lt(users.id, before);
  const rows = database
    .select({ user: users, expiresAt: singleUseTokens.expiresAt })
    .from(users)
    .innerJoin(singleUseTokens, openToken(now))
    .where(and(eq(users.status, "invited"), older))
    .orderBy(desc(users.id))
    .limit(limit)
    .all();
  return rows.flatMap(({ user: { stateVersion, content }, expiresAt }) => {
    const user = userState.readJson(stateVersion, content);
    return user === undefined ? [] : [{ user, expiresAt }];
  });
}

export function countOpenInvitations(database: TenantDatabase, now: number): number {
  const rows = database
    .select({ total: count() })
    .from(users)
    .innerJoin(singleUseTokens, openToken(now))
    .where(eq(users.status, "invited"));
  return rows.get()?.total ?? 0;
}

function openToken(now: number) {
  return and(
    eq(singleUseTokens.accountId, users.id),
    eq(singleUseTokens.purpose, "invitation"),
    isNull(singleUseTokens.usedAt),
    gt(singleUseTokens.expiresAt, now),
  );
}
