import type { Action, Selector } from "../vector.ts";
import { amountIn, type Line, leftOf, worth } from "./line.ts";
import { compare, least, rateOf, ratio, rounded, shared, sum, times } from "./ratio.ts";
import { matches } from "./selection.ts";

type Percent = Extract<Action, { kind: "percent" }>;
type Amount = Extract<Action, { kind: "amount" }>;
type FixedPrice = Extract<Action, { kind: "fixedPrice" }>;
type Tiers = Extract<Action, { kind: "tiers" }>;
/** What is taken off each line. Null if the action names no amount in the currency. */
type Off = readonly bigint[] | null;

export function percentOfItems(lines: readonly Line[], action: Percent, currency: string): Off {
  const units = unitsIn(lines, action.selector, action.maxQuantity);
  const off = lines.map((line, index) => rounded(times(worth(line, units[index]), rateOf(action.rate))));
  if (action.maxAmount === undefined) return off;
  const most = amountIn(currency, [action.maxAmount]);
  if (most === null) return null;
  return sum(off) <= most
    ? off
    : shared(
        most,
        off.map((one) => ratio(one)),
      );
}

export function amountOffItems(lines: readonly Line[], action: Amount, currency: string): Off {
  const amount = amountIn(currency, action.amounts);
  if (amount === null) return null;
  const { selector, maxQuantity } = action;
  switch (action.per) {
    case "item": {
      const units = unitsIn(lines, selector, maxQuantity);
      return lines.map((line, index) => {
        const off = ratio(least(amount * line.quantity, line.left), line.quantity);
        return rounded(times(off, ratio(units[index] ?? 0n)));
      });
    }
    case "line":
      return lines.map((line) => {
        if (!matches(line, selector)) return 0n;
        const units = maxQuantity === undefined ? line.quantity : least(line.quantity, BigInt(maxQuantity));
        return least(amount, rounded(worth(line, units)));
      });
    case "order":
      return amountTogether(worths(lines, selector, maxQuantity), amount);
  }
}

export function fixedPrice(lines: readonly Line[], action: FixedPrice, currency: string): Off {
  const price = amountIn(currency, action.amounts);
  if (price === null) return null;
  return lines.map((line) =>
    matches(line, action.selector) ? line.left - least(line.left, price * line.quantity) : 0n,
  );
}

export function percentOfOrder(lines: readonly Line[], action: Percent, currency: string): Off {
  const parts = worths(lines, action.selector, action.maxQuantity);
  const off = rounded(times(ratio(sum(parts)), rateOf(action.rate)));
  if (action.maxAmount === undefined) return amountTogether(parts, off);
  const most = amountIn(currency, [action.maxAmount]);
  return most === null ? null : amountTogether(parts, least(off, most));
}

export function amountOffOrder(lines: readonly Line[], action: Amount, currency: string): Off {
  const amount = amountIn(currency, action.amounts);
  return amount === null ? null : amountTogether(worths(lines, action.selector, action.maxQuantity), amount);
}

/** The highest tier that is reached counts, alone. */
export function tiers(lines: readonly Line[], action: Tiers, currency: string): Off {
  const left = leftOf(lines);
  const [highest] = action.tiers
    .filter(({ min }) => min.currency === currency && BigInt(min.amount) <= left)
    .toSorted((a, b) => b.min.amount - a.min.amount);
  if (highest === undefined) return null;
  const parts = worths(lines, undefined, undefined);
  if (highest.rate !== undefined)
    return amountTogether(parts, rounded(times(ratio(left), rateOf(highest.rate))));
  const amount = highest.amount === undefined ? null : amountIn(currency, [highest.amount]);
  return amount === null ? null : amountTogether(parts, amount);
}

/** One amount over several lines, by what they are worth, and no more than that. */
function amountTogether(parts: readonly bigint[], amount: bigint): readonly bigint[] {
  return shared(
    least(amount, sum(parts)),
    parts.map((part) => ratio(part)),
  );
}

function worths(lines: readonly Line[], selector: Selector | undefined, maxQuantity: number | undefined) {
  const units = unitsIn(lines, selector, maxQuantity);
  return lines.map((line, index) => rounded(worth(line, units[index])));
}

/** How many units of each line count: the cheapest of all lines first. */
function unitsIn(lines: readonly Line[], selector: Selector | undefined, maxQuantity: number | undefined) {
  const units = lines.map(() => 0n);
  let open = maxQuantity === undefined ? null : BigInt(maxQuantity);
  const cheapestFirst = [...lines.entries()].sort(
    ([a, one], [b, other]) => compare(worth(one), worth(other)) || a - b,
  );
  for (const [index, line] of cheapestFirst) {
    if (!matches(line, selector)) continue;
    const counted = open === null ? line.quantity : least(open, line.quantity);
    if (open !== null) open -= counted;
    units[index] = counted;
  }
  return units;
}
