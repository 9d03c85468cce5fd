import type { Action, Basket, Promotion, Reason } from "../vector.ts";
import { buyGet } from "./buy-get.ts";
import { holds } from "./conditions.ts";
import {
  amountOffItems,
  amountOffOrder,
  fixedPrice,
  percentOfItems,
  percentOfOrder,
  tiers,
} from "./items.ts";
import { amountIn, leftOf, type Pricing } from "./line.ts";
import { least, rateOf, ratio, rounded, shared, sum, times } from "./ratio.ts";
import { isBefore, isOver } from "./unit-price.ts";

export type Stage = "line" | "order" | "shipping";

export interface Outcome {
  readonly promotion: Promotion;
  readonly stage: Stage;
  readonly reason: Reason;
  readonly amount: bigint;
}

/** Runs the promotions of one stage, one after the other. */
export function runStage(stage: Stage, pricing: Pricing): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  const inOrder = (pricing.shop.promotions ?? [])
    .filter(({ action }) => stageOf(action) === stage)
    .toSorted((a, b) => a.priority - b.priority || Date.parse(a.createdAt) - Date.parse(b.createdAt));
  for (const promotion of inOrder) {
    const sameStage = outcomes.filter(({ reason }) => reason === "applied").map((one) => one.promotion);
    const refused = refusalOf(promotion, pricing, sameStage);
    const off = refused === null ? offOf(promotion.action, pricing) : nothing;
    const amount = sum(off.lines) + off.shipping;
    const reason = refused ?? refusalOfAmount(promotion, pricing, amount);
    if (reason === "applied") take(promotion, off, pricing);
    outcomes.push({ promotion, stage, reason, amount: reason === "applied" ? amount : 0n });
  }
  return outcomes;
}

function stageOf(action: Action): Stage {
  switch (action.kind) {
    case "percent":
    case "amount":
      return action.on === "items" ? "line" : action.on;
    case "fixedPrice":
    case "buyGet":
      return "line";
    case "tiers":
      return "order";
    case "freeShipping":
      return "shipping";
  }
}

/** Why it isn't even tried; the first reason that holds. */
function refusalOf(promotion: Promotion, pricing: Pricing, sameStage: readonly Promotion[]): Reason | null {
  const { basket, applied } = pricing;
  if (promotion.status !== "active") return "not-active";
  if (isBefore(basket.at, promotion.startsAt)) return "not-started";
  if (isOver(basket.at, promotion.endsAt)) return "ended";
  if (promotion.codes !== undefined && codeOf(promotion, basket) === null) return "no-code";
  if (isUsedUp(promotion, basket)) return "used-up";
  if (!promotion.conditions.every((condition) => holds(condition, pricing))) return "condition-not-met";
  if (sameStage.some(({ exclusive }) => exclusive === true)) return "excluded";
  if (promotion.exclusive === true && sameStage.length > 0) return "does-not-stack";
  if (applied.some((other) => !stack(promotion, other))) return "does-not-stack";
  return null;
}

function stack(a: Promotion, b: Promotion): boolean {
  const kinds = [a.stacksWith ?? "all", b.stacksWith ?? "all"];
  if (kinds.includes("none")) return false;
  return !(kinds.includes("other-kinds") && a.action.kind === b.action.kind);
}

/** The code of the promotion, as it spells it, that the shopper typed. */
export function codeOf({ codes = [] }: Promotion, basket: Basket): string | null {
  for (const typed of basket.codes ?? []) {
    const found = codes.find((code) => sameText(code, typed));
    if (found !== undefined) return found;
  }
  return null;
}

export function sameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function isUsedUp({ limits = {}, used = 0, usedBy = [] }: Promotion, { customer = {} }: Basket): boolean {
  if (limits.uses !== undefined && used >= limits.uses) return true;
  if (limits.usesPerCustomer === undefined) return false;
  const own = usedBy.filter(
    ({ customerId, email }) =>
      (customerId !== undefined && customerId === customer.id) ||
      (email !== undefined && customer.email !== undefined && sameText(email, customer.email)),
  );
  return own.length >= limits.usesPerCustomer;
}

interface Off {
  readonly lines: readonly bigint[];
  readonly shipping: bigint;
  /** Units that serve no other "buy x get y" from now on. */
  readonly units: readonly bigint[];
}

const nothing: Off = { lines: [], shipping: 0n, units: [] };

function offOf(action: Action, { lines, basket: { currency }, shipping }: Pricing): Off {
  const ofLines = (off: readonly bigint[] | null): Off => ({ ...nothing, lines: off ?? [] });
  const ofShipping = (off: bigint | null): Off => ({
    ...nothing,
    shipping: off === null ? 0n : least(off, leftOf(shipping)),
  });
  switch (action.kind) {
    case "percent": {
      if (action.on === "items") return ofLines(percentOfItems(lines, action, currency));
      if (action.on === "order") return ofLines(percentOfOrder(lines, action, currency));
      const part = rounded(times(ratio(leftOf(shipping)), rateOf(action.rate)));
      if (action.maxAmount === undefined) return ofShipping(part);
      const most = amountIn(currency, [action.maxAmount]);
      return ofShipping(most === null ? null : least(part, most));
    }
    case "amount":
      if (action.on === "items") return ofLines(amountOffItems(lines, action, currency));
      if (action.on === "order") return ofLines(amountOffOrder(lines, action, currency));
      return ofShipping(amountIn(currency, action.amounts));
    case "fixedPrice":
      return ofLines(fixedPrice(lines, action, currency));
    case "buyGet": {
      const { off, units } = buyGet(lines, action);
      return { ...ofLines(off), units };
    }
    case "tiers":
      return ofLines(tiers(lines, action, currency));
    case "freeShipping":
      return ofShipping(action.upTo === undefined ? leftOf(shipping) : amountIn(currency, action.upTo));
  }
}

function refusalOfAmount(
  { limits = {}, usedAmount }: Promotion,
  { basket }: Pricing,
  amount: bigint,
): Reason {
  if (amount === 0n) return "nothing-to-discount";
  const { budget } = limits;
  if (budget === undefined) return "applied";
  const used = BigInt(usedAmount?.amount ?? 0);
  const isWithin = budget.currency === basket.currency && used + amount <= BigInt(budget.amount);
  return isWithin ? "applied" : "budget-spent";
}

function take(promotion: Promotion, off: Off, { lines, shipping, applied, basket }: Pricing): void {
  for (const [index, line] of lines.entries()) {
    const amount = off.lines[index] ?? 0n;
    line.left -= amount;
    line.spoken += off.units[index] ?? 0n;
    if (line.left < 0n) throw new Error("a line went below zero");
    if (amount > 0n)
      line.adjustments.push({ promotionId: promotion.id, code: codeOf(promotion, basket), amount });
  }
  const ofShipping = shared(
    off.shipping,
    shipping.map(({ left }) => ratio(left)),
  );
  for (const [index, part] of shipping.entries()) part.left -= ofShipping[index] ?? 0n;
  applied.push(promotion);
}
