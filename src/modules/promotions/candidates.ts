import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { findCode } from "./codes/store.ts";
import type { Promotion } from "./promotion/schema.ts";
import { promotionsByTurn, readPromotion } from "./promotion/store.ts";
import { relevantPromotions } from "./relevance/relevant.ts";
import type { BasketSubjects } from "./relevance/requirement.ts";
import { type Buyer, isCodeUsed, readUsages, usesOfBuyer } from "./usage/store.ts";

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

/** Whose basket it is, what it has, and what was entered. */
export interface CandidateRequest {
  readonly buyer: Buyer;
  readonly basket: BasketSubjects;
  readonly codes: readonly string[];
  /** RFC 3339, in UTC. */
  readonly now: string;
  /** Whether promotions are wanted that cannot apply now, or for want of a code. */
  readonly all: boolean;
}

/** Reads the promotions that a basket could use, in the order in which they have their turn. */
export function readCandidates(
  database: TenantDatabase,
  { buyer, basket, codes, now, all }: CandidateRequest,
): readonly Candidate[] {
  const entered = enteredCodes(database, codes);
  const wanted = all
    ? promotionsByTurn(database)
    : // What became of a code is told also if it has nothing to do with the basket.
      relevantPromotions(database, basket, entered).filter(
        (one) => (one.codes === null && isCurrent(one, now)) || entered.has(one.id),
      );
  const used = {
    all: readUsages(database),
    ofBuyer: usesOfBuyer(database, limitedPerCustomer(wanted), buyer),
  };
  return wanted.map((promotion) => {
    const code = entered.size === 0 ? null : (entered.get(promotion.id) ?? null);
    if (code === null && !isLimited(promotion)) return unlimited(promotion);
    return {
      promotion,
      code: code?.code ?? null,
      isUsedUp: isUsedUp(promotion, used) || (code !== null && isSpent(database, code)),
      usedAmount: usedAmountOf(promotion, used.all),
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
  const used = {
    all: readUsages(database),
    ofBuyer: usesOfBuyer(database, limitedPerCustomer([promotion]), buyer),
  };
  return isUsedUp(promotion, used) || isSpent(database, code) ? "code-used-up" : null;
}

type EnteredCode = NonNullable<ReturnType<typeof findCode>>;

/** By promotion. Of several codes of one promotion, the first that can still be used counts. */
function enteredCodes(database: TenantDatabase, codes: readonly string[]): ReadonlyMap<string, EnteredCode> {
  const byPromotion = new Map<string, EnteredCode>();
  for (const entered of codes) {
    const found = findCode(database, entered);
    if (found === undefined) continue;
    const other = byPromotion.get(found.promotionId);
    if (other === undefined || isSpent(database, other)) byPromotion.set(found.promotionId, found);
  }
  return byPromotion;
}

/** Most have no limit. What is known of them is always the same. */
const withoutLimits = new WeakMap<Promotion, Candidate>();

function unlimited(promotion: Promotion): Candidate {
  const known = withoutLimits.get(promotion);
  if (known !== undefined) return known;
  const candidate = { promotion, code: null, isUsedUp: false, usedAmount: 0 };
  withoutLimits.set(promotion, candidate);
  return candidate;
}

function isLimited({ limits: { uses, usesPerCustomer, budget } }: Promotion): boolean {
  return uses !== null || usesPerCustomer !== null || budget !== null;
}

function isCurrent({ status, startsAt, endsAt }: Promotion, now: string): boolean {
  return status === "active" && (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt);
}

function limitedPerCustomer(some: readonly Promotion[]): readonly string[] {
  const ids: string[] = [];
  for (const { id, limits } of some) if (limits.usesPerCustomer !== null) ids.push(id);
  return ids;
}

/** How often promotions were used: by all, and by the buyer. */
interface Used {
  readonly all: ReturnType<typeof readUsages>;
  readonly ofBuyer: ReturnType<typeof usesOfBuyer>;
}

function isUsedUp({ id, limits: { uses, usesPerCustomer } }: Promotion, { all, ofBuyer }: Used): boolean {
  if (uses !== null && (all.get(id)?.uses ?? 0) >= uses) return true;
  return usesPerCustomer !== null && (ofBuyer.get(id) ?? 0) >= usesPerCustomer;
}

/** Whether a code that one order may use was used. */
function isSpent(database: TenantDatabase, { isSingleUse, key }: EnteredCode): boolean {
  return isSingleUse && isCodeUsed(database, key);
}

function usedAmountOf({ id, limits: { budget } }: Promotion, all: Used["all"]): number {
  if (budget === null) return 0;
  return all.get(id)?.amountByCurrency.get(budget.currency) ?? 0;
}
