import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { codeKeyOf } from "./codes/code.ts";
import { findCode } from "./codes/store.ts";
import type { Promotion } from "./promotion/schema.ts";
import { promotionsByTurn, readPromotion } from "./promotion/store.ts";
import { isCodeUsed, readUsage, usesOfBuyer } from "./usage/store.ts";

/** A promotion that a basket could use, and what is known of its use so far. */
export interface Candidate {
  readonly promotion: Promotion;
  /** The code that the shopper entered, as the promotion spells it. Null without one. */
  readonly code: string | null;
  /** Whether it has been used as often as it may be: by all, by this shopper, or its single-use code. */
  readonly isUsedUp: boolean;
  /** What it took off so far, in the currency of its budget. 0 without a budget. */
  readonly usedAmount: number;
}

/** Whose basket it is, and what was entered. */
export interface CandidateRequest {
  readonly buyer: { readonly id: string | null; readonly email: string | null };
  readonly codes: readonly string[];
  /** RFC 3339, in UTC. */
  readonly now: string;
  /** Whether promotions are wanted that cannot apply now, or for want of a code. */
  readonly all: boolean;
}

/** Reads the promotions that a basket could use, in the order in which they have their turn. */
export function readCandidates(
  database: TenantDatabase,
  { buyer, codes, now, all }: CandidateRequest,
): readonly Candidate[] {
  const entered = enteredCodes(database, codes);
  const wanted = promotionsByTurn(database).filter(
    (one) => all || entered.has(one.id) || (one.codes === null && isCurrent(one, now)),
  );
  return wanted.map((promotion) => {
    const code = entered.get(promotion.id) ?? null;
    return {
      promotion,
      code: code?.code ?? null,
      isUsedUp: isUsedUp(database, promotion, code, buyer),
      usedAmount: usedAmountOf(database, promotion),
    };
  });
}

/** Why a code cannot be entered; null if it can. That its conditions do not hold yet is no reason. */
export function codeProblem(
  database: TenantDatabase,
  entered: string,
  { buyer, now }: Pick<CandidateRequest, "buyer" | "now">,
): "code-unknown" | "code-expired" | "code-used-up" | null {
  const code = findCode(database, entered);
  const promotion = code === undefined ? undefined : readPromotion(database, code.promotionId);
  if (code === undefined || promotion === undefined || promotion.status !== "active") return "code-unknown";
  if (promotion.endsAt !== null && now >= promotion.endsAt) return "code-expired";
  if (promotion.startsAt !== null && now < promotion.startsAt) return "code-unknown";
  return isUsedUp(database, promotion, code, buyer) ? "code-used-up" : null;
}

type EnteredCode = NonNullable<ReturnType<typeof findCode>>;

/** By promotion. Of several codes of one promotion, the first that can still be used counts. */
function enteredCodes(database: TenantDatabase, codes: readonly string[]): ReadonlyMap<string, EnteredCode> {
  const byPromotion = new Map<string, EnteredCode>();
  for (const entered of codes) {
    const found = findCode(database, entered);
    if (found === undefined) continue;
    const other = byPromotion.get(found.promotionId);
    if (other === undefined || (other.isSingleUse && isCodeUsed(database, other.key)))
      byPromotion.set(found.promotionId, found);
  }
  return byPromotion;
}

function isCurrent({ status, startsAt, endsAt }: Promotion, now: string): boolean {
  return status === "active" && (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt);
}

function isUsedUp(
  database: TenantDatabase,
  { id, limits }: Promotion,
  code: EnteredCode | null,
  buyer: CandidateRequest["buyer"],
): boolean {
  if (code?.isSingleUse === true && isCodeUsed(database, codeKeyOf(code.code))) return true;
  if (limits.uses !== null && readUsage(database, id).uses >= limits.uses) return true;
  if (limits.usesPerCustomer === null || (buyer.id === null && buyer.email === null)) return false;
  return usesOfBuyer(database, id, buyer) >= limits.usesPerCustomer;
}

function usedAmountOf(database: TenantDatabase, { id, limits: { budget } }: Promotion): number {
  if (budget === null) return 0;
  return readUsage(database, id).amountByCurrency.get(budget.currency) ?? 0;
}
