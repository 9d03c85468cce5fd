import { deflateRawSync, inflateRawSync } from "node:zlib";
import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { idempotency, idempotencySize } from "../storage/tables.ts";

/** The key of a stored answer, and the fingerprint of its request. Both are hashes. */
export interface IdempotencyKey {
  readonly scope: string;
  readonly fingerprint: string;
  readonly retentionMs: number;
}

/** What is stored to repeat an answer. */
export interface StoredAnswer {
  readonly answer: unknown;
  readonly seq: number | null;
}

export type Recalled =
  | { readonly found: "nothing" }
  | { readonly found: "other-request" }
  | { readonly found: "answer"; readonly stored: StoredAnswer };

/** What `begin` finds: a workflow can also be running already. */
export type Begun = Recalled | { readonly found: "running" };

/** Rows removed at a time. */
const expiryBatch = 500;

/** The largest answer that is stored, compressed. */
const maxAnswerBytes = 1024 * 1024;
/** The total size of stored answers above which anonymous callers are refused. */
const maxBytes = 1024 * 1024 * 1024;

/** Looks an answer up. */
export function recall(database: TenantDatabase, key: IdempotencyKey, now: number): Recalled {
  const row = database
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.scope, key.scope), gt(idempotency.expiresAt, now)))
    .get();
  if (row === undefined) return { found: "nothing" };
  if (row.fingerprint !== key.fingerprint) return { found: "other-request" };
  return { found: "answer", stored: JSON.parse(inflateRawSync(row.answer).toString("utf8")) };
}

/** Whether there is room for answers to anonymous callers. */
export function hasRoom(database: TenantDatabase): boolean {
  return storedBytes(database) < maxBytes;
}

/** The total size of stored answers. */
export function storedBytes(database: TenantDatabase): number {
  return database.select().from(idempotencySize).get()?.bytes ?? 0;
}

/** Stores the first successful answer, in the command's own transaction. Returns false if it is too large. */
export function remember(
  database: TenantDatabase,
  key: IdempotencyKey,
  now: number,
  stored: StoredAnswer,
): boolean {
  const answer = deflateRawSync(JSON.stringify(stored), { level: 1 });
  if (answer.length > maxAnswerBytes) return false;
  const row = {
    fingerprint: key.fingerprint,
    answer,
    bytes: answer.length,
    expiresAt: now + key.retentionMs,
  };
  const expired = database
    .select({ bytes: idempotency.bytes })
    .from(idempotency)
    .where(eq(idempotency.scope, key.scope))
    .get();
  resize(database, row.bytes - (expired?.bytes ?? 0));
  database
    .insert(idempotency)
    .values({ scope: key.scope, ...row })
    .onConflictDoUpdate({ target: idempotency.scope, set: row })
    .run();
  return true;
}

/** Removes expired answers, a bounded number at a time. Returns when the next one expires, or null. */
export function forgetExpired(database: TenantDatabase, now: number): number | null {
  const expired = database
    .select({ scope: idempotency.scope })
    .from(idempotency)
    .where(lte(idempotency.expiresAt, now))
    .limit(expiryBatch);
  const gone = database
    .delete(idempotency)
    .where(inArray(idempotency.scope, expired))
    .returning({ bytes: idempotency.bytes })
    .all();
  resize(database, -gone.reduce((sum, { bytes }) => sum + bytes, 0));
  const next = database
    .select({ expiresAt: sql<number>`expires_at` })
    .from(idempotency)
    .orderBy(asc(idempotency.expiresAt))
    .limit(1)
    .get();
  return next?.expiresAt ?? null;
}

function resize(database: TenantDatabase, by: number): void {
  database
    .update(idempotencySize)
    .set({ bytes: sql`bytes + ${by}` })
    .run();
}
