import { deflateRawSync, inflateRawSync } from "node:zlib";
import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { idempotency, idempotencySize } from "../storage/tables.ts";

/** Under which key an answer is stored, and what counts as the same request. Both are hashes. */
export interface IdempotencyKey {
  readonly scope: string;
  readonly fingerprint: string;
  readonly retentionMs: number;
}

/** What is stored: enough to answer again in the same words. */
export interface StoredAnswer {
  readonly answer: unknown;
  readonly seq: number | null;
}

export type Recalled =
  | { readonly found: "nothing" }
  | { readonly found: "other-request" }
  | { readonly found: "answer"; readonly stored: StoredAnswer };

/** What `begin` finds of a long request: it may also be running already. */
export type Begun = Recalled | { readonly found: "running" };

/** Rows removed in one turn. */
const expiryBatch = 500;

/** The largest answer that is stored, compressed. */
const maxAnswerBytes = 1024 * 1024;
/** What all stored answers may take before callers whom nobody knows are sent away. */
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

/** Whether there is room for answers to callers whom nobody knows. */
export function hasRoom(database: TenantDatabase): boolean {
  return (database.select().from(idempotencySize).get()?.bytes ?? 0) < maxBytes;
}

/** Keeps the first good answer, in the transaction of the command itself. Says false where it is too large for that. */
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

/** Forgets expired answers, a bounded number at a time; says when to come again, or null when none is left. */
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
