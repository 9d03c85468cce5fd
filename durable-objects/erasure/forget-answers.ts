import { deflateRawSync, inflateRawSync } from "node:zlib";
import { asc, eq, gt } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { PersonTraces } from "../../src/kernel/storage/tenant-object.ts";
import { callerOf } from "../access/admission.ts";
import { readObject } from "../storage/object-row.ts";
import { idempotency } from "../storage/tables.ts";
import type { StoredAnswer } from "../write/idempotency.ts";

/** What one call looks at. Answers are compressed, ten to one where they are long. */
const mostAnswers = 200;
const mostBytes = 1024 * 1024;

/**
 * Takes the answers out of stored requests that a customer made, or whose answers name a customer or an e-mail address. Their
 * keys stay, so that a repeat is refused instead of done again. Returns where the next call continues, or null at the end.
 */
export function forgetAnswers(database: TenantDatabase, after: string, traces: PersonTraces): string | null {
  const { tenantId } = readObject(database);
  const callers = traces.customerIds.map((id) => callerOf(tenantId, { kind: "customer", id }, undefined));
  const texts = [...traces.customerIds, ...traces.emails].map(asInJson);
  let bytes = 0;
  let last: string | null = null;
  const rows = database
    .select({ scope: idempotency.scope, bytes: idempotency.bytes })
    .from(idempotency)
    .where(gt(idempotency.scope, after))
    .orderBy(asc(idempotency.scope))
    .limit(mostAnswers)
    .all();
  for (const { scope, bytes: size } of rows) {
    if (last !== null && bytes + size > mostBytes) return last;
    bytes += size;
    last = scope;
    forgetIfNamed(database, scope, callers, texts);
  }
  return rows.length < mostAnswers ? null : last;
}

function forgetIfNamed(
  database: TenantDatabase,
  scope: string,
  callers: readonly (string | null)[],
  texts: readonly string[],
): void {
  const isRow = eq(idempotency.scope, scope);
  const row = database.select().from(idempotency).where(isRow).get();
  if (row === undefined) return;
  const text = inflateRawSync(row.answer).toString("utf8");
  const isNamed = callers.includes(row.caller) || texts.some((one) => text.toLowerCase().includes(one));
  if (!isNamed) return;
  const { seq }: StoredAnswer = JSON.parse(text);
  const erased: StoredAnswer = { answer: null, seq, erased: true };
  database
    .update(idempotency)
    .set({ answer: deflateRawSync(JSON.stringify(erased)) })
    .where(isRow)
    .run();
}

function asInJson(text: string): string {
  return JSON.stringify(text).slice(1, -1).toLowerCase();
}
