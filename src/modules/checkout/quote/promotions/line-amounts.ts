import { fractionOf, minus, none, split, sumOf, times } from "../../../../kernel/values/arithmetic.ts";
import type { Money } from "../../../../kernel/values/money.ts";
import type { Action, Selector } from "../../../promotions/index.ts";
import { leftOf, remainderOf } from "../amounts.ts";
import type { DraftLine } from "../quote.ts";
import { amountIn, byWorth, type Counted, partOf, together, wholeRate, worth } from "./amounts.ts";
import type { Matches } from "./selection.ts";

type Percent = Extract<Action, { readonly kind: "percent" }>;
type Amount = Extract<Action, { readonly kind: "amount" }>;
type FixedPrice = Extract<Action, { readonly kind: "fixedPrice" }>;
type Tiers = Extract<Action, { readonly kind: "tiers" }>;

/** The lines that an action may take from. */
export interface Lines {
  readonly lines: readonly DraftLine[];
  readonly currency: Money["currency"];
  readonly matches: Matches;
}

/** What is taken off each line, in the order of the lines. Null if the action names no amount in the currency. */
type Off = readonly Money[] | null;

export function percentOfItems(of: Lines, action: Percent): Off {
  const off = countedOf(of, action).map((counted) => partOf(counted, action.rate));
  if (action.maxAmount === undefined) return off;
  const most = amountIn(of.currency, [action.maxAmount]);
  if (most === null) return null;
  const weights = off.map(({ amount }) => amount);
  return sumOf(of.currency, off).amount <= most.amount ? off : split(most, weights);
}

export function percentOfOrder(of: Lines, action: Percent): Off {
  const worths = countedOf(of, action).map(worth);
  const part = fractionOf(sumOf(of.currency, worths), action.rate, wholeRate);
  if (action.maxAmount === undefined) return shared(part, worths);
  const most = amountIn(of.currency, [action.maxAmount]);
  return most === null ? null : shared({ ...part, amount: Math.min(part.amount, most.amount) }, worths);
}

export function amountOffItems(of: Lines, action: Amount): Off {
  const amount = amountIn(of.currency, action.amounts);
  if (amount === null) return null;
  switch (action.per) {
    case "item":
      return countedOf(of, action).map(({ line, units }) => {
        const left = remainderOf(line);
        const all = times(amount, line.line.quantity);
        return fractionOf({ ...left, amount: Math.min(left.amount, all.amount) }, units, line.line.quantity);
      });
    case "line":
      return of.lines.map((line) => {
        if (!of.matches(line, action.selector)) return none(of.currency);
        const units = Math.min(line.line.quantity, action.maxQuantity ?? line.line.quantity);
        return { ...amount, amount: Math.min(amount.amount, worth({ line, units }).amount) };
      });
    case "order":
      return shared(amount, countedOf(of, action).map(worth));
  }
}

export function amountOffOrder(of: Lines, action: Amount): Off {
  const amount = amountIn(of.currency, action.amounts);
  return amount === null ? null : shared(amount, countedOf(of, action).map(worth));
}

/** Never raises a price. */
export function fixedPrice({ lines, currency, matches }: Lines, action: FixedPrice): Off {
  const price = amountIn(currency, action.amounts);
  if (price === null) return null;
  return lines.map((line) => {
    if (!matches(line, action.selector)) return none(currency);
    const left = remainderOf(line);
    const all = times(price, line.line.quantity);
    return minus(left, { ...left, amount: Math.min(left.amount, all.amount) });
  });
}

/** The highest tier that is reached counts, alone. */
export function tiers(of: Lines, { tiers: all }: Tiers): Off {
  const { currency } = of;
  const most = leftOf(of.lines);
  // Most baskets reach none, which is told without a look at each line.
  if (!all.some(({ min }) => min.currency === currency && min.amount <= most)) return null;
  const worths = countedOf(of, {}).map(worth);
  const left = sumOf(currency, worths);
  const reached = all.filter(({ min }) => min.currency === currency && min.amount <= left.amount);
  const [highest] = reached.toSorted((a, b) => b.min.amount - a.min.amount);
  if (highest === undefined) return null;
  if ("rate" in highest) return shared(fractionOf(left, highest.rate, wholeRate), worths);
  const amount = amountIn(currency, [highest.amount]);
  return amount === null ? null : shared(amount, worths);
}

function shared(amount: Money, worths: readonly Money[]): readonly Money[] {
  return together(
    amount,
    worths.map((one) => one.amount),
  );
}

/** How many units of each line count: the cheapest of all lines first. */
function countedOf(
  { lines, matches }: Lines,
  {
    selector,
    maxQuantity,
  }: { readonly selector?: Selector | undefined; readonly maxQuantity?: number | undefined },
): readonly Counted[] {
  if (maxQuantity === undefined)
    return lines.map((line) => ({ line, units: matches(line, selector) ? line.line.quantity : 0 }));
  let open = maxQuantity;
  const units = new Map<DraftLine, number>();
  for (const line of lines.filter((one) => matches(one, selector)).toSorted(byWorth)) {
    const counted = Math.min(open, line.line.quantity);
    units.set(line, counted);
    open -= counted;
  }
  return lines.map((line) => ({ line, units: units.get(line) ?? 0 }));
}
