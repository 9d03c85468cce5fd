import { and, asc, desc, eq, gt, inArray, isNull, lte, type SQL } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { accountLimits, lifetimes } from "../limits.ts";
import { knownNetworks, sessions } from "../tables.ts";
import type { MintedSession } from "./schema.ts";

/** More rows than there can be of one account. */
const surplus = 1_000;

/** A sign-in that may go on. */
export type SessionRow = typeof sessions.$inferSelect;

/** A session of an account that has not ended; undefined if there is none. */
export function readLiveSession(
  database: TenantDatabase,
  id: string,
  accountId: string,
  now: number,
): SessionRow | undefined {
  const row = readSession(database, id);
  return row !== undefined && row.accountId === accountId && isLive(row, now) ? row : undefined;
}

export function readSession(database: TenantDatabase, id: string): SessionRow | undefined {
  return database.select().from(sessions).where(eq(sessions.id, id)).get();
}

export function isLive({ revokedAt, expiresAt }: SessionRow, now: number): boolean {
  return revokedAt === null && expiresAt > now;
}

/** The account's sessions that have not ended, newest first. */
export function liveSessions(
  database: TenantDatabase,
  accountId: string,
  now: number,
): readonly SessionRow[] {
  return database
    .select()
    .from(sessions)
    .where(liveOf(accountId, now))
    .orderBy(desc(sessions.id))
    .limit(accountLimits.sessions.value)
    .all();
}

/** Begins a session. The oldest ones end if there are too many. */
export function insertSession(
  database: TenantDatabase,
  accountId: string,
  { id, hash, userAgent, address }: MintedSession,
  now: number,
): void {
  const times = { rotatedAt: now, createdAt: now, expiresAt: now + lifetimes.refreshToken.value };
  database
    .insert(sessions)
    .values({ id, accountId, refreshHash: hash, userAgent, address, ...times })
    .run();
  const beyond = database
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.accountId, accountId))
    .orderBy(desc(sessions.id))
    .limit(surplus)
    .offset(accountLimits.sessions.value);
  database.delete(sessions).where(inArray(sessions.id, beyond)).run();
}

/** The session's next refresh token. */
export function rotate(
  database: TenantDatabase,
  { id, refreshHash }: SessionRow,
  hash: string,
  now: number,
): void {
  const next = { refreshHash: hash, previousHash: refreshHash, rotatedAt: now };
  database
    .update(sessions)
    .set({ ...next, expiresAt: now + lifetimes.refreshToken.value })
    .where(eq(sessions.id, id))
    .run();
}

export function revokeSession(database: TenantDatabase, id: string, now: number): void {
  database
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, id), isNull(sessions.revokedAt)))
    .run();
}

/** Whether somebody has signed in to an account from a network not long ago. */
export function isKnownNetwork(
  database: TenantDatabase,
  accountId: string,
  network: string | null,
  now: number,
): boolean {
  if (network === null) return false;
  const row = database.select().from(knownNetworks).where(knownAs(accountId, network)).get();
  return row !== undefined && row.seenAt > now - lifetimes.knownNetwork.value;
}

/** Remembers that the account's owner is in a network. */
export function rememberNetwork(
  database: TenantDatabase,
  accountId: string,
  network: string | null,
  now: number,
): void {
  if (network === null) return;
  database
    .insert(knownNetworks)
    .values({ accountId, network, seenAt: now })
    .onConflictDoUpdate({ target: [knownNetworks.accountId, knownNetworks.network], set: { seenAt: now } })
    .run();
  const oldest = database
    .select({ network: knownNetworks.network })
    .from(knownNetworks)
    .where(eq(knownNetworks.accountId, accountId))
    .orderBy(desc(knownNetworks.seenAt))
    .limit(surplus)
    .offset(accountLimits.knownNetworks.value);
  database
    .delete(knownNetworks)
    .where(and(eq(knownNetworks.accountId, accountId), inArray(knownNetworks.network, oldest)))
    .run();
}

/** Removes what has ended, a bounded number at a time. */
export function removeEnded(database: TenantDatabase, now: number, atMost: number): void {
  const ended = database
    .select({ id: sessions.id })
    .from(sessions)
    .where(lte(sessions.expiresAt, now))
    .orderBy(asc(sessions.expiresAt))
    .limit(atMost);
  database.delete(sessions).where(inArray(sessions.id, ended)).run();
  database
    .delete(knownNetworks)
    .where(lte(knownNetworks.seenAt, now - lifetimes.knownNetwork.value))
    .run();
}

function knownAs(accountId: string, network: string): SQL | undefined {
  return and(eq(knownNetworks.accountId, accountId), eq(knownNetworks.network, network));
}

function liveOf(accountId: string, now: number): SQL | undefined {
  return and(eq(sessions.accountId, accountId), isNull(sessions.revokedAt), gt(sessions.expiresAt, now));
}
