import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { defineLimits } from "../../src/kernel/limit.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { answerBudgets, idempotency } from "../storage/tables.ts";

/**
 * What a stored answer counts against. `required`: operations that require a key, and commands of reactions. `staff`:
 * other requests with a credential of staff. `shopper`: other requests, with a budget per caller too.
 */
export interface AnswerBudget {
  readonly kind: "required" | "staff" | "shopper";
  /** A hash that identifies a shopper, or an empty text. */
  readonly caller: string;
}

export const answerLimits = defineLimits({
  storedAnswer: {
    value: 1024 ** 2,
    unit: "bytes",
    per: "response",
    what: "An answer that is stored under an Idempotency-Key, compressed",
    beyond: "422 `too-large`",
  },
  requiredAnswers: {
    value: 1024 ** 3,
    unit: "bytes",
    per: "tenant",
    what: "Stored answers of operations that require an Idempotency-Key",
    beyond: "503 `overloaded` without a credential",
  },
  staffAnswers: {
    value: 1024 ** 3,
    unit: "bytes",
    per: "tenant",
    what: "Stored answers of other operations to staff",
    beyond: "503 `overloaded` to requests of staff with a key",
  },
  shopperAnswers: {
    value: 64 * 1024 ** 2,
    unit: "bytes",
    per: "tenant",
    what: "Stored answers of other operations to shoppers",
    beyond: "the oldest are removed",
  },
  shopperAnswersPerCaller: {
    value: 1024 ** 2,
    unit: "bytes",
    per: "caller",
    what: "Stored answers of other operations to one shopper",
    beyond: "the oldest are removed",
  },
});

/** What a row takes besides its answer. */
export const rowOverheadBytes = 256;
/** Rows read at a time. */
const removalBatch = 100;

/** Whether there is room for one more answer. A shopper's always has room, because it replaces older ones. */
export function hasRoom(
  database: TenantDatabase,
  { kind }: AnswerBudget,
  caller: { readonly isAnonymous: boolean },
): boolean {
  switch (kind) {
    case "required":
      return !caller.isAnonymous || bytesOf(database, kind) < answerLimits.requiredAnswers.value;
    case "staff":
      return bytesOf(database, kind) < answerLimits.staffAnswers.value;
    case "shopper":
      return true;
  }
}

/** Counts a new answer. Removes a shopper's oldest answers, or the oldest of all shoppers, if they exceed their limit. */
export function count(database: TenantDatabase, { kind, caller }: AnswerBudget, bytes: number): void {
  const all = resize(database, kind, "", bytes);
  if (kind !== "shopper") return;
  const own = resize(database, kind, caller, bytes);
  const { shopperAnswers, shopperAnswersPerCaller } = answerLimits;
  // What the caller has removed counts for all as well.
  const freed = removeOldest(database, own - shopperAnswersPerCaller.value, eq(idempotency.caller, caller));
  removeOldest(database, all - freed - shopperAnswers.value);
}

/** Removes a bounded number of the selected answers, those that expire first. */
export function removeAnswers(database: TenantDatabase, which: SQL | undefined, atMost: number): void {
  const first = database
    .select({ scope: idempotency.scope })
    .from(idempotency)
    .where(which)
    .orderBy(asc(idempotency.expiresAt))
    .limit(atMost);
  remove(database, inArray(idempotency.scope, first));
}

function remove(database: TenantDatabase, which: SQL): void {
  const removed = database
    .delete(idempotency)
    .where(which)
    .returning({ kind: idempotency.budget, caller: idempotency.caller, bytes: idempotency.bytes })
    .all();
  for (const { kind, caller, bytes } of removed) {
    resize(database, kind, "", -bytes);
    if (caller === "" || resize(database, kind, caller, -bytes) > 0) continue;
    database.delete(answerBudgets).where(rowOf(kind, caller)).run();
  }
}

/** Removes the oldest answers of shoppers until they take fewer bytes by `excess`. Returns by how many. */
function removeOldest(database: TenantDatabase, excess: number, which?: SQL): number {
  let freed = 0;
  while (freed < excess) {
    const scopes: string[] = [];
    for (const { scope, bytes } of oldestOf(database, which)) {
      if (freed >= excess) break;
      scopes.push(scope);
      freed += bytes;
    }
    if (scopes.length === 0) break;
    remove(database, sql`scope IN (SELECT value FROM json_each(${JSON.stringify(scopes)}))`);
  }
  return freed;
}

function oldestOf(database: TenantDatabase, which: SQL | undefined) {
  return (
    database
      .select({ scope: idempotency.scope, bytes: idempotency.bytes })
      .from(idempotency)
      // A literal, because the index of shoppers' answers is partial.
      .where(and(sql`budget = 'shopper'`, which))
      .orderBy(asc(idempotency.expiresAt))
      .limit(removalBatch)
      .all()
  );
}

function bytesOf(database: TenantDatabase, kind: AnswerBudget["kind"]): number {
  return bytesByKind(database).get({ kind })?.bytes ?? 0;
}

const bytesByKind = prepared((database) =>
  database
    .select({ bytes: answerBudgets.bytes })
    .from(answerBudgets)
    .where(and(eq(answerBudgets.kind, sql.placeholder("kind")), eq(answerBudgets.caller, "")))
    .prepare(),
);

/** Returns the new size. It is never below zero: after a rollback, older code removes answers without counting them. */
function resize(database: TenantDatabase, kind: AnswerBudget["kind"], caller: string, by: number): number {
  return resizing(database).get({ kind, caller, bytes: Math.max(0, by), by }).bytes;
}

const resizing = prepared((database) =>
  database
    .insert(answerBudgets)
    .values({
      kind: sql.placeholder("kind"),
      caller: sql.placeholder("caller"),
      bytes: sql.placeholder("bytes"),
    })
    .onConflictDoUpdate({
      target: [answerBudgets.kind, answerBudgets.caller],
      set: { bytes: sql`max(0, ${answerBudgets.bytes} + ${sql.placeholder("by")})` },
    })
    .returning({ bytes: answerBudgets.bytes })
    .prepare(),
);

function rowOf(kind: AnswerBudget["kind"], caller: string): SQL | undefined {
  return and(eq(answerBudgets.kind, kind), eq(answerBudgets.caller, caller));
}
