import { fractionOf, split } from "../../../../kernel/values/arithmetic.ts";
import type { Money } from "../../../../kernel/values/money.ts";
import { remainderOf } from "../amounts.ts";
import type { DraftLine } from "../quote.ts";

/** The whole of a rate in basis points. */
export const wholeRate = 10_000;

/** A line with how many of its units count. */
export interface Counted {
  readonly line: DraftLine;
  readonly units: number;
}

/** What some units of a line are worth: their share of what is left of it. */
export function worth({ line, units }: Counted): Money {
  const left = remainderOf(line);
  return units === line.line.quantity ? left : fractionOf(left, units, line.line.quantity);
}

/** A part of what some units are worth, rounded once. */
export function partOf({ line, units }: Counted, rate: number): Money {
  return fractionOf(remainderOf(line), units * rate, line.line.quantity * wholeRate);
}

/** Cheapest unit first; of equal ones, the earlier line. */
export function byWorth(a: DraftLine, b: DraftLine): number {
  // Cross-multiplied, because a unit's share may be no whole number. Too large for numbers.
  const one = BigInt(remainderOf(a).amount) * BigInt(b.line.quantity);
  const other = BigInt(remainderOf(b).amount) * BigInt(a.line.quantity);
  return one < other ? -1 : one > other ? 1 : 0;
}

/** One amount over several lines by what they are worth, and no more than that, split by largest remainder. */
export function together(amount: Money, weights: readonly number[]): readonly Money[] {
  const most = weights.reduce((sum, weight) => sum + weight, 0);
  return split({ ...amount, amount: Math.min(amount.amount, most) }, weights);
}

/** The amount in this currency; null if there is none. */
export function amountIn(currency: string, amounts: readonly Money[]): Money | null {
  return amounts.find((one) => one.currency === currency) ?? null;
}
