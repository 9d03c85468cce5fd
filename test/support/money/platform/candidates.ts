import { emailKeyOf } from "../../../../src/modules/customers/index.ts";
import { type Candidate, codeKeyOf } from "../../../../src/modules/promotions/index.ts";
import type { Promotion as PlatformPromotion } from "../../../../src/modules/promotions/promotion/schema.ts";
import type { Basket, Promotion, Shop } from "../vector.ts";

/** The promotions of a shop in the order in which they have their turn, with what a basket brings to each. */
export function candidatesOf({ promotions = [] }: Shop, basket: Basket): readonly Candidate[] {
  return promotions
    .toSorted((a, b) => a.priority - b.priority || Date.parse(a.createdAt) - Date.parse(b.createdAt))
    .map((promotion) => ({
      promotion: promotionOf(promotion),
      code: codeFor(promotion, basket.codes ?? []),
      isUsedUp: isUsedUp(promotion, basket),
      usedAmount: promotion.usedAmount?.amount ?? 0,
    }));
}

function promotionOf(promotion: Promotion): PlatformPromotion {
  const { id, name, status, priority, conditions, action, limits = {} } = promotion;
  const { uses = null, usesPerCustomer = null, budget = null } = limits;
  const created = instantOf(promotion.createdAt);
  return {
    ...{ id, name, status, priority },
    codes: promotion.codes ?? null,
    startsAt: instantOf(promotion.startsAt),
    endsAt: instantOf(promotion.endsAt),
    exclusive: promotion.exclusive ?? false,
    stacksWith: promotion.stacksWith ?? "all",
    // The same shapes, whose currencies were not told from other texts.
    ...({ conditions, action } as Pick<PlatformPromotion, "conditions" | "action">),
    limits: { uses, usesPerCustomer, budget } as PlatformPromotion["limits"],
    translations: [],
    createdAt: created ?? "",
    updatedAt: created ?? "",
  };
}

function instantOf(text: string | undefined): string | null {
  return text === undefined ? null : new Date(text).toISOString();
}

function codeFor({ codes = [] }: Promotion, entered: readonly string[]): string | null {
  const spellings = new Map(codes.map((code) => [codeKeyOf(code), code]));
  return entered.map((one) => spellings.get(codeKeyOf(one))).find((one) => one !== undefined) ?? null;
}

function isUsedUp({ limits = {}, used = 0, usedBy = [] }: Promotion, { customer = {} }: Basket): boolean {
  if (limits.uses !== undefined && used >= limits.uses) return true;
  if (limits.usesPerCustomer === undefined) return false;
  const { id, email } = customer;
  const emailKey = email === undefined ? undefined : emailKeyOf(email);
  const own = usedBy.filter(
    (use) =>
      (id !== undefined && use.customerId === id) ||
      (emailKey !== undefined && use.email !== undefined && emailKeyOf(use.email) === emailKey),
  );
  return own.length >= limits.usesPerCustomer;
}
