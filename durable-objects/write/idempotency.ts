import { deflateRawSync, inflateRawSync } from "node:zlib";
import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import { type Refusal, refusal } from "../../src/kernel/api/problem.ts";
import { placeholdersOf, prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { idempotency } from "../storage/tables.ts";
import { type AnswerBudget, answerLimits, count, removeAnswers, rowOverheadBytes } from "./answer-budgets.ts";

/** The key of a stored answer, and the fingerprint of its request. Both are hashes. */
export interface IdempotencyKey {
  readonly scope: string;
  /** The same scope under other accepted signing secrets: the answer may have been stored before a rotation. */
  readonly otherScopes?: readonly string[];
  readonly fingerprint: string;
  /** The fingerprint of the same request under other accepted signing secrets, if it is a MAC. */
  readonly otherFingerprints?: readonly string[];
  readonly retentionMs: number;
  /** `staff` by default. */
  readonly budget?: AnswerBudget;
}

/** The budget that a key's answer counts against. */
export function budgetOf({ budget }: IdempotencyKey): AnswerBudget {
  return budget ?? { kind: "staff", caller: "" };
}

/** What is stored to repeat an answer. */
export interface StoredAnswer {
  readonly answer: unknown;
  readonly seq: number | null;
  /** The answer was about a person who was erased since. */
  readonly erased?: true;
}

/** What a key leads to. A refusal if the answer was erased. */
export type Recalled =
  | { readonly found: "nothing" }
  | { readonly found: "other-request" }
  | { readonly found: "refusal"; readonly refusal: Refusal }
  | { readonly found: "answer"; readonly stored: StoredAnswer };

/** What `begin` finds: a workflow can also be running already, its answer would have no room, or the caller may not call it. */
export type Begun = Recalled | { readonly found: "running" } | { readonly found: "no-room" };

/** Rows removed at a time. */
const expiryBatch = 500;

/** Looks an answer up. */
export function recall(database: TenantDatabase, key: IdempotencyKey, now: number): Recalled {
  const scopes = JSON.stringify([key.scope, ...(key.otherScopes ?? [])]);
  const row = answerByScope(database).get({ scopes, now });
  if (row === undefined) return { found: "nothing" };
  if (![key.fingerprint, ...(key.otherFingerprints ?? [])].includes(row.fingerprint))
    return { found: "other-request" };
  const stored: StoredAnswer = JSON.parse(inflateRawSync(row.answer).toString("utf8"));
  return stored.erased === true ? { found: "refusal", refusal: answerErased } : { found: "answer", stored };
}

const answerErased = refusal("not-found", "What the first request with this key has answered was erased.");

const answerByScope = prepared((database) =>
  database
    .select()
    .from(idempotency)
    .where(
      and(
        sql`${idempotency.scope} IN (SELECT value FROM json_each(${sql.placeholder("scopes")}))`,
        gt(idempotency.expiresAt, sql.placeholder("now")),
      ),
    )
    .prepare(),
);

/** Stores the first successful answer, in the command's own transaction. Returns its size in bytes, or null if it is too large. */
export function remember(
  database: TenantDatabase,
  key: IdempotencyKey,
  now: number,
  stored: StoredAnswer,
): number | null {
  const answer = deflateRawSync(JSON.stringify(stored), { level: 1 });
  if (answer.length > answerLimits.storedAnswer.value) return null;
  const budget = budgetOf(key);
  const bytes = answer.length + rowOverheadBytes;
  count(database, budget, bytes);
  const row = {
    scope: key.scope,
    fingerprint: key.fingerprint,
    answer,
    bytes,
    expiresAt: now + key.retentionMs,
    budget: budget.kind,
    caller: budget.caller,
  };
  if (answerInsert(database).get(row) !== undefined) return bytes;
  // An expired answer that the alarm has not removed yet.
  removeAnswers(database, eq(idempotency.scope, key.scope), 1);
  answerInsert(database).get(row);
  return bytes;
}

const answerInsert = prepared((database) =>
  database
    .insert(idempotency)
    .values(placeholdersOf(idempotency))
    .onConflictDoNothing()
    .returning({ scope: idempotency.scope })
    .prepare(),
);

/** The longest that an answer is stored. */
export const longestRetentionMs = 24 * 60 * 60 * 1000;

/**
 * Removes expired answers, a bounded number at a time. An answer of a clock that was ahead is stored no longer than any
 * other: it would take up room for as long as the clock was. Returns when the next one expires, or null.
 */
export function forgetExpired(database: TenantDatabase, now: number): number | null {
  const latest = now + longestRetentionMs;
  database.update(idempotency).set({ expiresAt: latest }).where(gt(idempotency.expiresAt, latest)).run();
  removeAnswers(database, lte(idempotency.expiresAt, now), expiryBatch);
  const next = database
    .select({ expiresAt: idempotency.expiresAt })
    .from(idempotency)
    .orderBy(asc(idempotency.expiresAt))
    .limit(1)
    .get();
  return next?.expiresAt ?? null;
}
