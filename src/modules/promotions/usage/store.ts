import { eq, sql } from "drizzle-orm";
import { defineAggregate } from "../../../kernel/module.ts";
import { remembered } from "../../../kernel/storage/remembered.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { currencySchema } from "../../../kernel/values/money.ts";
import { emailKeyOf } from "../../customers/index.ts";
import { readOrder } from "../../orders/index.ts";
import { codeKeyOf } from "../codes/code.ts";
import { promotionLimits } from "../limits.ts";
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
  return usageById.get(database, promotionId);
}

/** How many orders of a buyer use a promotion: those of the customer, and those with the e-mail address. */
export function usesOfBuyer(
  database: TenantDatabase,
  promotionId: string,
  { id, email }: { readonly id: string | null; readonly email: string | null },
): number {
  const emailKey = email === null ? null : emailKeyOf(email);
  const { uses } = database.get<{ uses: number }>(sql`SELECT count(*) AS uses FROM (
    SELECT order_id FROM promotion_uses INDEXED BY promotion_uses_customer
      WHERE promotion_id = ${promotionId} AND customer_id = ${id} AND customer_id IS NOT NULL AND returned = 0
    UNION SELECT order_id FROM promotion_uses INDEXED BY promotion_uses_email
      WHERE promotion_id = ${promotionId} AND email_key = ${emailKey} AND email_key IS NOT NULL AND returned = 0)`);
  return uses;
}

/** Whether an order uses a code. */
export function isCodeUsed(database: TenantDatabase, key: string): boolean {
  const found = database.get<{
    used: number;
  }>(sql`SELECT EXISTS (SELECT 1 FROM promotion_uses INDEXED BY promotion_uses_code
    WHERE code_key = ${key} AND code_key IS NOT NULL AND returned = 0) AS used`);
  return found.used === 1;
}

const usageById = remembered(
  (database, promotionId): Usage => {
    const rows = database
      .select()
      .from(promotionUsage)
      .where(eq(promotionUsage.promotionId, promotionId))
      .all();
    return {
      uses: rows.reduce((sum, { uses }) => sum + uses, 0),
      amountByCurrency: new Map(rows.map(({ currency, amount }) => [currency, amount])),
    };
  },
  { atMost: promotionLimits.promotions.value },
);

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
  usageById.forget(database, promotionId);
}
