import { fractionOf, none, sumOf } from "../../../../kernel/values/arithmetic.ts";
import type { Money } from "../../../../kernel/values/money.ts";
import {
  type Action,
  type Candidate,
  type Promotion,
  type Stage,
  stageOf,
} from "../../../promotions/index.ts";
import { adjust } from "../adjustments.ts";
import { remainderOf } from "../amounts.ts";
import type { PricingContext } from "../pricing-context.ts";
import type { Chargeable, QuoteDraft } from "../quote.ts";
import { amountIn, together, wholeRate } from "./amounts.ts";
import { buyGet } from "./buy-get.ts";
import { presentOf, unmetCondition } from "./conditions.ts";
import { labelOf } from "./label.ts";
import {
  amountOffItems,
  amountOffOrder,
  fixedPrice,
  type Lines,
  percentOfItems,
  percentOfOrder,
  tiers,
} from "./line-amounts.ts";
import type { PromotionOutcome, Reason } from "./outcome.ts";
import { type Matches, matchesIn } from "./selection.ts";

/** Runs the promotions of one stage, one after the other: each sees what the earlier ones left. */
export function runStage(stage: Stage, quote: QuoteDraft, context: PricingContext): QuoteDraft {
  const candidates = candidatesOf(stage, context);
  if (candidates.length === 0) return quote;
  const stageRun: StageRun = {
    context,
    matches: matchesIn(context),
    now: new Date(context.now).toISOString(),
    earlier: quote.promotions.length,
  };
  return candidates.reduce((draft, candidate) => tried(candidate, draft, stageRun), quote);
}

/** A basket is quoted several times with the same promotions, such as once for each shipping option. */
const byStage = new WeakMap<readonly Candidate[], ReadonlyMap<Stage, readonly Candidate[]>>();

function candidatesOf(stage: Stage, { promotions }: PricingContext): readonly Candidate[] {
  const stages = byStage.get(promotions) ?? Map.groupBy(promotions, (one) => stageOf(one.promotion.action));
  byStage.set(promotions, stages);
  return stages.get(stage) ?? [];
}

function tried(candidate: Candidate, draft: QuoteDraft, stageRun: StageRun): QuoteDraft {
  const { context, matches } = stageRun;
  const kept = obstacleOf(candidate, draft, stageRun);
  if (kept !== null) return withOutcome(draft, candidate, kept, context);
  const off = offOf(candidate.promotion.action, draft, matches);
  const amount = amountOf(off, draft);
  const reason = amountReason(candidate, amount);
  if (reason !== "applied") return withOutcome(draft, candidate, { reason }, context);
  return withOutcome(taken(draft, candidate, off, context), candidate, { reason, amount }, context);
}

interface StageRun {
  readonly context: PricingContext;
  readonly matches: Matches;
  /** RFC 3339, in UTC. */
  readonly now: string;
  /** How many promotions the earlier stages have told of. */
  readonly earlier: number;
}

/** Of a promotion that nobody is told of, it does not matter which condition. */
const notMet: Obstacle = { reason: "condition-not-met" };

type Obstacle = Pick<PromotionOutcome, "reason"> & Partial<PromotionOutcome>;

/** Why a promotion is not even tried; null if it is. */
function obstacleOf(
  { promotion, code, isUsedUp }: Candidate,
  draft: QuoteDraft,
  { context, matches, now, earlier }: StageRun,
): Obstacle | null {
  if (promotion.status !== "active") return { reason: "not-active" };
  if (promotion.startsAt !== null && now < promotion.startsAt) return { reason: "not-started" };
  if (promotion.endsAt !== null && now >= promotion.endsAt) return { reason: "ended" };
  if (promotion.codes !== null && code === null) return { reason: "no-code" };
  if (isUsedUp) return { reason: "used-up" };
  const unmet = unmetCondition(promotion.conditions, draft, context, matches);
  if (unmet !== null) {
    if (!isTold(code, context)) return notMet;
    const present = presentOf(unmet, draft, context, matches);
    return { reason: "condition-not-met", unmet: { condition: unmet, present } };
  }
  if (draft.promotions.length === 0) return null;
  const inStage = draft.promotions.slice(earlier).filter(isApplied);
  const exclusive = inStage.find((one) => one.promotion.exclusive);
  if (exclusive !== undefined) return { reason: "excluded", other: exclusive.promotion };
  const [first] = inStage;
  if (promotion.exclusive && first !== undefined) return { reason: "does-not-stack", other: first.promotion };
  const rival = draft.promotions.find((one) => isApplied(one) && !stack(promotion, one.promotion));
  return rival === undefined ? null : { reason: "does-not-stack", other: rival.promotion };
}

function stack(a: Promotion, b: Promotion): boolean {
  const both = [a.stacksWith, b.stacksWith];
  if (both.includes("none")) return false;
  return !(both.includes("other-kinds") && a.action.kind === b.action.kind);
}

function isApplied({ reason }: PromotionOutcome): boolean {
  return reason === "applied";
}

/** A use that would exceed the budget does not apply. */
function amountReason({ promotion: { limits }, usedAmount }: Candidate, { amount, currency }: Money): Reason {
  if (amount === 0) return "nothing-to-discount";
  const { budget } = limits;
  if (budget === null) return "applied";
  return budget.currency === currency && usedAmount + amount <= budget.amount ? "applied" : "budget-spent";
}

/** What is taken off. A list that is left out takes nothing. */
interface Off {
  readonly lines: readonly Money[];
  readonly shipping: readonly Money[];
  /** Units that serve no other "buy x, get y" from now on. */
  readonly served: readonly number[];
}

const nothing: Off = { lines: [], shipping: [], served: [] };

function amountOf({ lines, shipping }: Off, { basket: { currency } }: QuoteDraft): Money {
  return lines.length + shipping.length === 0 ? none(currency) : sumOf(currency, [...lines, ...shipping]);
}

function offOf(action: Action, draft: QuoteDraft, matches: Matches): Off {
  const of: Lines = { lines: draft.lines, currency: draft.basket.currency, matches };
  const ofLines = (lines: readonly Money[] | null): Off => ({ ...nothing, lines: lines ?? [] });
  switch (action.kind) {
    case "percent":
      if (action.on === "items") return ofLines(percentOfItems(of, action));
      if (action.on === "order") return ofLines(percentOfOrder(of, action));
      return offShipping(draft, (price) => {
        const part = fractionOf(price, action.rate, wholeRate);
        return action.maxAmount === undefined ? part : least(part, amountIn(of.currency, [action.maxAmount]));
      });
    case "amount":
      if (action.on === "items") return ofLines(amountOffItems(of, action));
      if (action.on === "order") return ofLines(amountOffOrder(of, action));
      return offShipping(draft, (price) => least(price, amountIn(of.currency, action.amounts)));
    case "fixedPrice":
      return ofLines(fixedPrice(of, action));
    case "buyGet": {
      const { off, served } = buyGet(of, action);
      return { ...nothing, lines: off, served };
    }
    case "tiers":
      return ofLines(tiers(of, action));
    case "freeShipping": {
      const { upTo } = action;
      return offShipping(draft, (price) =>
        upTo === undefined ? price : least(price, amountIn(of.currency, upTo)),
      );
    }
  }
}

/** Several shipping lines, of several profiles, are one price. */
function offShipping({ shippingLines, basket }: QuoteDraft, off: (price: Money) => Money | null): Off {
  if (shippingLines.length === 0) return nothing;
  const left = shippingLines.map(remainderOf);
  const amount = off(sumOf(basket.currency, left)) ?? none(basket.currency);
  return {
    ...nothing,
    shipping: together(
      amount,
      left.map((one) => one.amount),
    ),
  };
}

function least(amount: Money, most: Money | null): Money | null {
  return most === null ? null : { ...amount, amount: Math.min(amount.amount, most.amount) };
}

function taken(draft: QuoteDraft, candidate: Candidate, off: Off, { locales }: PricingContext): QuoteDraft {
  const { promotion, code } = candidate;
  const reason = {
    source: { kind: "promotion", id: promotion.id },
    code,
    label: labelOf(promotion, locales),
  };
  const allocation = stageOf(promotion.action) === "items" ? "each" : "across";
  const less = <Target extends Chargeable>(target: Target, amount: Money | undefined): Target => {
    if (amount === undefined || amount.amount === 0) return target;
    return adjust(target, reason, amount, allocation);
  };
  return {
    ...draft,
    lines: draft.lines.map((line, index) => {
      const adjusted = less(line, off.lines[index]);
      const served = off.served[index] ?? 0;
      return served === 0 ? adjusted : { ...adjusted, servedUnits: adjusted.servedUnits + served };
    }),
    shippingLines: draft.shippingLines.map((line, index) => less(line, off.shipping[index])),
  };
}

/** Most promotions of a shop have nothing to do with a basket. Only who asks for an explanation is told of those. */
function isTold(code: string | null, { explains }: PricingContext): boolean {
  return explains || code !== null;
}

function withOutcome(
  draft: QuoteDraft,
  { promotion, code }: Candidate,
  outcome: Obstacle,
  context: PricingContext,
): QuoteDraft {
  if (outcome.reason !== "applied" && !isTold(code, context)) return draft;
  const all = { promotion, code, amount: null, unmet: null, other: null, ...outcome };
  return { ...draft, promotions: [...draft.promotions, all] };
}
