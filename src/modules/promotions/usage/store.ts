import { eq, type SQL, sql } from "drizzle-orm";
import { defineAggregate } from "../../../kernel/module.ts";
import { prepared } from "../../../kernel/storage/prepared.ts";
import { remembered } from "../../../kernel/storage/remembered.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { currencySchema } from "../../../kernel/values/money.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { readOrder } from "../../orders/index.ts";
import { codeKeyOf } from "../codes/code.ts";
import { promotionUsage, promotionUses } from "../promotion/tables.ts";
import { usesCounted, usesReturned } from "./events.ts";
import { type PromotionUse, promotionUse, promotionUseState, useIdOf } from "./schema.ts";

/** How often a promotion was used, and what it took off, by currency. */
export interface Usage {
  readonly uses: number;
  readonly amountByCurrency: ReadonlyMap<string, number>;
}

export const promotionUseAggregate = defineAggregate(promotionUseState, {
  apply(database, event) {
    switch (event.type) {
      case usesCounted.type: {
        const { orderId, uses } = usesCounted.read(event);
        const id = promotionUse.shape.id.parse(event.aggregate.id);
        writeUse(database, { id, orderId, uses, isReturned: false });
        return;
      }
      case usesReturned.type: {
        const before = readUse(database, usesReturned.read(event).orderId);
        if (before !== undefined) writeUse(database, { ...before, isReturned: true });
      }
    }
  },
  state: (database, id) => readUse(database, `ord_${id.slice(id.indexOf("_") + 1)}`) ?? null,
});

/** What an order uses, or used until it was cancelled; undefined if no promotion took anything off. */
export function readUse(database: TenantDatabase, orderId: string): PromotionUse | undefined {
  const rows = database.select().from(promotionUses).where(eq(promotionUses.orderId, orderId)).all();
  const [first] = rows;
  if (first === undefined) return undefined;
  return promotionUse.parse({
    id: useIdOf(orderId),
    orderId,
    uses: rows.map(({ promotionId, code, amount, currency }) => ({
      promotionId,
      code,
      amount: { amount, currency: currencySchema.parse(currency) },
    })),
    isReturned: first.isReturned,
  });
}

/** Writes what an order uses in place of what is there, and counts it. */
export function writeUse(database: TenantDatabase, { orderId, uses, isReturned }: PromotionUse): void {
  removeUse(database, orderId);
  const order = readOrder(database, orderId);
  const buyer = {
    customerId: order?.customerId ?? null,
    emailKey: order === undefined || order.person === null ? null : emailKeyOf(order.person.email),
  };
  for (const { promotionId, code, amount } of uses) {
    const codeKey = code === null ? null : codeKeyOf(code);
    const row = { orderId, promotionId, code, codeKey, ...amount, isReturned, ...buyer };
    database.insert(promotionUses).values(row).run();
    if (!isReturned) count(database, { promotionId, ...amount }, 1);
  }
}

export function removeUse(database: TenantDatabase, orderId: string): void {
  const rows = database.select().from(promotionUses).where(eq(promotionUses.orderId, orderId)).all();
  if (rows.length === 0) return;
  database.delete(promotionUses).where(eq(promotionUses.orderId, orderId)).run();
  for (const row of rows) if (!row.isReturned) count(database, row, -1);
}

/** Nobody can say any more who placed the order. */
export function forgetBuyer(database: TenantDatabase, orderId: string): void {
  database
    .update(promotionUses)
    .set({ customerId: null, emailKey: null })
    .where(eq(promotionUses.orderId, orderId))
    .run();
}

/** How often a promotion was used. */
export function readUsage(database: TenantDatabase, promotionId: string): Usage {
  return readUsages(database).get(promotionId) ?? unused;
}

/** How often each promotion was used. Those that were not are left out. */
export function readUsages(database: TenantDatabase): ReadonlyMap<string, Usage> {
  return usages.get(database);
}

/**
 * How many orders of a buyer use each of these promotions: those of the customer, and those with the e-mail address. Promotions
 * without one are left out.
 */
export function usesOfBuyer(
  database: TenantDatabase,
  promotionIds: readonly string[],
  { id, email }: Buyer,
): ReadonlyMap<string, number> {
  if (promotionIds.length === 0 || (id === null && email === null)) return new Map();
  const wanted = JSON.stringify(promotionIds);
  const emailKey = email === null ? null : emailKeyOf(email);
  const uses = id === null ? usesByEmail : email === null ? usesByCustomer : usesByEither;
  const rows = uses(database).all({ wanted, id, emailKey });
  return new Map(rows.map((row) => [row.promotionId, row.uses]));
}

/** Who uses promotions. A guest has an e-mail address, once it is known. */
export interface Buyer {
  readonly id: string | null;
  readonly email: string | null;
}

/** Whether an order uses a code. */
export function isCodeUsed(database: TenantDatabase, key: string): boolean {
  const found = database.get<{
    used: number;
  }>(sql`SELECT EXISTS (SELECT 1 FROM promotion_uses INDEXED BY promotion_uses_code
    WHERE code_key = ${key} AND code_key IS NOT NULL AND returned = 0) AS used`);
  return found.used === 1;
}

const byCustomer = sql`SELECT u.promotion_id, u.order_id FROM json_each(${sql.placeholder("wanted")}) AS wanted
  CROSS JOIN promotion_uses AS u INDEXED BY promotion_uses_customer ON u.promotion_id = wanted.value
  WHERE u.customer_id = ${sql.placeholder("id")} AND u.customer_id IS NOT NULL AND u.returned = 0`;
const byEmail = sql`SELECT u.promotion_id, u.order_id FROM json_each(${sql.placeholder("wanted")}) AS wanted
  CROSS JOIN promotion_uses AS u INDEXED BY promotion_uses_email ON u.promotion_id = wanted.value
  WHERE u.email_key = ${sql.placeholder("emailKey")} AND u.email_key IS NOT NULL AND u.returned = 0`;

const usesIn = (own: SQL) =>
  prepared((database) =>
    database
      .select({ promotionId: sql<string>`promotion_id`, uses: sql<number>`count(*)` })
      .from(sql`(${own})`)
      .groupBy(sql`promotion_id`)
      .prepare(),
  );
const usesByCustomer = usesIn(byCustomer);
const usesByEmail = usesIn(byEmail);
/** An order counts once, by whatever it is known. */
const usesByEither = usesIn(sql`${byCustomer} UNION ${byEmail}`);

const unused: Usage = { uses: 0, amountByCurrency: new Map() };

/** Every quote asks for them, so they stay in memory: one statement instead of one for each promotion. */
const usages = remembered((database): ReadonlyMap<string, Usage> => {
  const rows = database.select().from(promotionUsage).all();
  const byId = Map.groupBy(rows, ({ promotionId }) => promotionId);
  return new Map([...byId].map(([id, of]) => [id, usageOf(of)]));
});

function usageOf(rows: readonly (typeof promotionUsage.$inferSelect)[]): Usage {
  return {
    uses: rows.reduce((sum, { uses }) => sum + uses, 0),
    amountByCurrency: new Map(rows.map(({ currency, amount }) => [currency, amount])),
  };
}

function count(
  database: TenantDatabase,
  { promotionId, currency, amount }: { promotionId: string; currency: string; amount: number },
  by: 1 | -1,
): void {
  database
    .insert(promotionUsage)
    .values({ promotionId, currency, uses: by, amount: by * amount })
    .onConflictDoUpdate({
      target: [promotionUsage.promotionId, promotionUsage.currency],
      set: { uses: sql`uses + ${by}`, amount: sql`amount + ${by * amount}` },
    })
    .run();
  const rows = database
    .select()
    .from(promotionUsage)
    .where(eq(promotionUsage.promotionId, promotionId))
    .all();
  usages.set(database, new Map([...usages.get(database), [promotionId, usageOf(rows)]]));
}
