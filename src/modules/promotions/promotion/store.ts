import { asc, eq } from "drizzle-orm";
import tables from "../../../../migrations/tenant/0110_promotions.sql";
import { defineAggregate } from "../../../kernel/module.ts";
import { type Remembered, remembered } from "../../../kernel/storage/remembered.ts";
import type { Migration, TenantDatabase } from "../../../kernel/storage/storage.ts";
import { sentFields } from "../../../kernel/values/patch.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { codeKeyOf } from "../codes/code.ts";
import { promotionCreated, promotionDeleted, promotionUpdated } from "./events.ts";
import { type Promotion, promotionState } from "./schema.ts";
import { codeBatches, promotionCodes, promotions } from "./tables.ts";

export const migration: Migration = { name: "0110_promotions", sql: tables };

export const promotionAggregate = defineAggregate(promotionState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === promotionDeleted.type) return removePromotion(database, id);
    writePromotion(database, evolved(readPromotion(database, id), event));
  },
  state: (database, id) => readPromotion(database, id) ?? null,
});

/** All promotions, oldest first. Every quote asks for them, so they stay in memory. */
export function readPromotions(database: TenantDatabase): readonly Promotion[] {
  return [...allPromotions.get(database).values()];
}

/** All promotions in the order in which they have their turn: by priority, then by age. */
export function promotionsByTurn(database: TenantDatabase): readonly Promotion[] {
  return byTurn.get(database);
}

export function readPromotion(database: TenantDatabase, id: string): Promotion | undefined {
  return allPromotions.get(database).get(id);
}

/** Writes a promotion with the codes that it names. */
export function writePromotion(database: TenantDatabase, promotion: Promotion): void {
  const { id } = promotion;
  const row = { id, content: JSON.stringify(promotion), stateVersion: promotionState.version };
  const codes = (promotion.codes ?? []).map((code) => ({
    key: codeKeyOf(code),
    code,
    promotionId: id,
    isSingleUse: false,
  }));
  for (const code of readPromotion(database, id)?.codes ?? [])
    database
      .delete(promotionCodes)
      .where(eq(promotionCodes.key, codeKeyOf(code)))
      .run();
  database.insert(promotions).values(row).onConflictDoUpdate({ target: promotions.id, set: row }).run();
  // One statement for each: a statement has at most 100 parameters.
  for (const code of codes) database.insert(promotionCodes).values(code).run();
  const others = [...allPromotions.get(database).values()].filter((one) => one.id !== id);
  keep(database, [...others, promotion]);
}

/** Removes a promotion with all of its codes. What orders used of it stays. */
export function removePromotion(database: TenantDatabase, id: string): void {
  database.delete(promotionCodes).where(eq(promotionCodes.promotionId, id)).run();
  database.delete(codeBatches).where(eq(codeBatches.promotionId, id)).run();
  database.delete(promotions).where(eq(promotions.id, id)).run();
  keep(
    database,
    readPromotions(database).filter((one) => one.id !== id),
  );
}

/** Remembers what is made of all promotions, until one of them changes. */
export function rememberedOfPromotions<Value>(read: (database: TenantDatabase) => Value) {
  const memory = remembered(read);
  derived.push(memory);
  return memory;
}

/** What is made of all promotions. */
const derived: Pick<Remembered<unknown>, "forget">[] = [];

const byTurn = rememberedOfPromotions((database) =>
  readPromotions(database).toSorted((a, b) => a.priority - b.priority),
);

const allPromotions = remembered((database): ReadonlyMap<string, Promotion> => {
  const rows = database.select().from(promotions).orderBy(asc(promotions.id)).all();
  return new Map(
    rows.flatMap(({ id, content, stateVersion }) => {
      const state = promotionState.readJson(stateVersion, content);
      return state === undefined ? [] : [[id, state] as const];
    }),
  );
});

/** Tells memory of all promotions. To read a thousand again takes longer than all the rest of a change. */
function keep(database: TenantDatabase, all: readonly Promotion[]): void {
  const byAge = all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  allPromotions.set(database, new Map(byAge.map((one) => [one.id, one])));
  for (const memory of derived) memory.forget(database);
}

function evolved(before: Promotion | undefined, event: Envelope): Promotion {
  const { id } = event.aggregate;
  const updatedAt = event.occurredAt;
  if (event.type === promotionCreated.type)
    return { ...promotionCreated.read(event), id: id as Promotion["id"], createdAt: updatedAt, updatedAt };
  if (before === undefined) throw new Error(`${event.type} refers to ${id}, which does not exist`);
  return { ...before, ...sentFields(promotionUpdated.read(event)), updatedAt };
}
