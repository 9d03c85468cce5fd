import { deflateRawSync, inflateRawSync } from "node:zlib";
import { and, asc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { TenantDatabase } from "../src/kernel/storage.ts";
import { idempotency } from "./tables.ts";

/** Under which key an answer is kept, and what counts as the same request. Both are hashes. */
export interface IdempotencyKey {
  readonly scope: string;
  readonly fingerprint: string;
  readonly keptForMs: number;
}

/** What is kept: enough to answer again in the same words. */
export interface KeptAnswer {
  readonly answer: unknown;
  readonly seq: number | null;
}

export type Recalled =
  | { readonly found: "nothing" }
  | { readonly found: "other-request" }
  | { readonly found: "answer"; readonly kept: KeptAnswer };

/** What `begin` finds of a long request: it may also be running already. */
export type Begun = Recalled | { readonly found: "running" };

/** Rows removed in one turn. */
const expiryTurn = 500;

/** Looks an answer up. */
export function recall(database: TenantDatabase, key: IdempotencyKey, now: number): Recalled {
  const row = database
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.scope, key.scope), gt(idempotency.expiresAt, now)))
    .get();
  if (row === undefined) return { found: "nothing" };
  if (row.fingerprint !== key.fingerprint) return { found: "other-request" };
  return { found: "answer", kept: JSON.parse(inflateRawSync(row.answer).toString("utf8")) };
}

/** Keeps the first good answer, in the transaction of the command itself. */
export function remember(database: TenantDatabase, key: IdempotencyKey, now: number, kept: KeptAnswer): void {
  const answer = deflateRawSync(JSON.stringify(kept), { level: 1 });
  const row = { fingerprint: key.fingerprint, answer, bytes: answer.length, expiresAt: now + key.keptForMs };
  database
    .insert(idempotency)
    .values({ scope: key.scope, ...row })
    .onConflictDoUpdate({ target: idempotency.scope, set: row })
    .run();
}

/** Forgets expired answers, a bounded number at a time; says when to come again, or null when none is left. */
export function forgetExpired(database: TenantDatabase, now: number): number | null {
  const expired = database
    .select({ scope: idempotency.scope })
    .from(idempotency)
    .where(lte(idempotency.expiresAt, now))
    .limit(expiryTurn);
  database.delete(idempotency).where(inArray(idempotency.scope, expired)).run();
  const next = database
    .select({ expiresAt: sql<number>`expires_at` })
    .from(idempotency)
    .orderBy(asc(idempotency.expiresAt))
    .limit(1)
    .get();
  return next?.expiresAt ?? null;
}
