import { and, asc, count, eq, gt, sql } from "drizzle-orm";
import { defineAggregate } from "../../../kernel/module.ts";
import { prepared } from "../../../kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { codeBatches, promotionCodes } from "../promotion/tables.ts";
import { codeKeyOf } from "./code.ts";
import { codesDeleted, codesGenerated } from "./events.ts";
import { type CodeBatch, codeBatchState } from "./schema.ts";

export const codeBatchAggregate = defineAggregate(codeBatchState, {
  apply(database, event) {
    const { id } = event.aggregate;
    switch (event.type) {
      case codesGenerated.type: {
        const data = codesGenerated.read(event);
        writeBatch(database, { ...data, id: id as CodeBatch["id"], createdAt: event.occurredAt });
        return;
      }
      case codesDeleted.type:
        removeBatch(database, id);
    }
  },
  state: (database, id) => readBatch(database, id) ?? null,
});

export function writeBatch(database: TenantDatabase, batch: CodeBatch): void {
  const { id, promotionId, codes } = batch;
  removeBatch(database, id);
  const row = { id, promotionId, content: JSON.stringify(batch), stateVersion: codeBatchState.version };
  database.insert(codeBatches).values(row).run();
  const rows = codes.map((code) => ({ key: codeKeyOf(code), code }));
  database.run(sql`INSERT INTO promotion_codes (key, code, promotion_id, single_use)
    SELECT value ->> '$.key', value ->> '$.code', ${promotionId}, 1 FROM json_each(${JSON.stringify(rows)}) WHERE true
    ON CONFLICT DO NOTHING`);
}

export function removeBatch(database: TenantDatabase, id: string): void {
  const batch = readBatch(database, id);
  if (batch === undefined) return;
  const keys = JSON.stringify(batch.codes.map(codeKeyOf));
  database.run(sql`DELETE FROM promotion_codes WHERE key IN (SELECT value FROM json_each(${keys}))`);
  database.delete(codeBatches).where(eq(codeBatches.id, id)).run();
}

/** The batches of a promotion. */
export function batchesOf(database: TenantDatabase, promotionId: string): readonly string[] {
  return database
    .select({ id: codeBatches.id })
    .from(codeBatches)
    .where(eq(codeBatches.promotionId, promotionId))
    .all()
    .map(({ id }) => id);
}

/** A code as its promotion spells it; undefined if no promotion has it. */
export function findCode(database: TenantDatabase, code: string) {
  return codeByKey(database).get({ key: codeKeyOf(code) });
}

/** The promotion that has a code, by the code's key. Keys that nobody has are omitted. */
export function ownersOf(database: TenantDatabase, codes: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    codes.flatMap((code) => {
      const found = findCode(database, code);
      return found === undefined ? [] : [[found.key, found.promotionId] as const];
    }),
  );
}

export function countCodes(database: TenantDatabase): number {
  return database.select({ codes: count() }).from(promotionCodes).get()?.codes ?? 0;
}

/** The codes of a promotion after a key, with how many orders used each. */
export function codesOf(database: TenantDatabase, promotionId: string, after: string, atMost: number) {
  const used = sql<number>`(SELECT count(*) FROM promotion_uses AS u INDEXED BY promotion_uses_code
    WHERE u.code_key = promotion_codes.key AND u.code_key IS NOT NULL AND u.returned = 0
      AND u.promotion_id = ${promotionId})`;
  return database
    .select({
      key: promotionCodes.key,
      code: promotionCodes.code,
      isSingleUse: promotionCodes.isSingleUse,
      used,
    })
    .from(promotionCodes)
    .where(and(eq(promotionCodes.promotionId, promotionId), gt(promotionCodes.key, after)))
    .orderBy(asc(promotionCodes.key))
    .limit(atMost)
    .all();
}

function readBatch(database: TenantDatabase, id: string): CodeBatch | undefined {
  const row = database.select().from(codeBatches).where(eq(codeBatches.id, id)).get();
  return row === undefined ? undefined : codeBatchState.readJson(row.stateVersion, row.content);
}

const codeByKey = prepared((database) =>
  database
    .select()
    .from(promotionCodes)
    .where(eq(promotionCodes.key, sql.placeholder("key")))
    .prepare(),
);
