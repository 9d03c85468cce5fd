import { currencySchema, type Money } from "../../../src/kernel/values/money.ts";
import type { Candidate } from "../../../src/modules/promotions/index.ts";
import type { Promotion } from "../../../src/modules/promotions/promotion/schema.ts";

/** A promotion that takes ten percent off every order, but for what is said. */
export function promotionOf({
  id,
  ...more
}: Partial<Omit<Promotion, "id">> & { readonly id: string }): Promotion {
  return {
    id: id as Promotion["id"],
    name: "Ten percent",
    status: "active",
    codes: null,
    startsAt: null,
    endsAt: null,
    priority: 0,
    exclusive: false,
    stacksWith: "all",
    conditions: [],
    action: { kind: "percent", on: "order", rate: 1_000 },
    limits: { uses: null, usesPerCustomer: null, budget: null },
    translations: [],
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
    ...more,
  };
}

/** It as a basket finds it: nobody has used it, and no code was entered. */
export function candidateOf(
  promotion: Parameters<typeof promotionOf>[0],
  code: string | null = null,
): Candidate {
  return { promotion: promotionOf(promotion), code, isUsedUp: false, usedAmount: 0 };
}

const usd = currencySchema.parse("USD");

/** So many cents. */
export const usdMoney = (amount: number): Money => ({ amount, currency: usd });

/** So many cents off the order. */
export function centsOff(amount: number): Promotion["action"] {
  return { kind: "amount", on: "order", per: "order", amounts: [usdMoney(amount)] };
}
