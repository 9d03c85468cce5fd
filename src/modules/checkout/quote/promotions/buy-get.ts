import type { Money } from "../../../../kernel/values/money.ts";
import type { Action } from "../../../promotions/index.ts";
import type { DraftLine } from "../quote.ts";
import { byWorth, partOf } from "./amounts.ts";
import type { Lines } from "./line-amounts.ts";

type BuyGet = Extract<Action, { readonly kind: "buyGet" }>;

/** The units of a line that serve no other "buy x, get y", and what they can serve here. */
interface Units {
  readonly line: DraftLine;
  readonly free: number;
  readonly canBeBought: boolean;
  readonly canBeGot: boolean;
}

/** What is taken off each line, and how many of its units serve, as bought or as got. */
export function buyGet(
  { lines, matches }: Lines,
  action: BuyGet,
): { readonly off: readonly Money[]; readonly served: readonly number[] } {
  const units = lines.map((line) => ({
    line,
    free: line.line.quantity - line.servedUnits,
    canBeBought: matches(line, action.buy.selector),
    canBeGot: matches(line, action.get.selector),
  }));
  const sets = setsOf(units, action);
  const gotByLine = gotUnits(units, sets, action);
  const got = (line: DraftLine) => gotByLine.get(line) ?? 0;
  const boughtByLine = boughtUnits(units, sets, action, got);
  return {
    off: lines.map((line) => partOf({ line, units: got(line) }, action.get.rate)),
    served: lines.map((line) => got(line) + (boughtByLine.get(line) ?? 0)),
  };
}

/** How many full sets the units make at most. */
function setsOf(units: readonly Units[], { buy, get, repeat }: BuyGet): number {
  const count = (some: readonly Units[]) => some.reduce((sum, { free }) => sum + free, 0);
  const sets = Math.min(
    Math.floor(count(units.filter(({ canBeBought }) => canBeBought)) / buy.quantity),
    Math.floor(count(units.filter(({ canBeGot }) => canBeGot)) / get.quantity),
    Math.floor(count(units.filter((one) => one.canBeBought || one.canBeGot)) / (buy.quantity + get.quantity)),
  );
  return repeat ? sets : Math.min(sets, 1);
}

/** One after the other is got, as long as enough remain that can be bought. */
function gotUnits(units: readonly Units[], sets: number, { buy, get, pick }: BuyGet) {
  let open = sets * get.quantity;
  let spare =
    units.reduce((sum, { canBeBought, free }) => sum + (canBeBought ? free : 0), 0) - sets * buy.quantity;
  const got = new Map<DraftLine, number>();
  for (const { line, free, canBeBought, canBeGot } of ordered(units, pick)) {
    if (!canBeGot) continue;
    const taken = Math.min(open, free, canBeBought ? spare : free);
    if (canBeBought) spare -= taken;
    open -= taken;
    got.set(line, taken);
  }
  return got;
}

/** The others of those that can be bought, from the other end. */
function boughtUnits(
  units: readonly Units[],
  sets: number,
  { buy, pick }: BuyGet,
  got: (line: DraftLine) => number,
) {
  let open = sets * buy.quantity;
  const bought = new Map<DraftLine, number>();
  for (const { line, free, canBeBought } of ordered(units, pick === "cheapest" ? "dearest" : "cheapest")) {
    if (!canBeBought) continue;
    const taken = Math.min(open, free - got(line));
    open -= taken;
    bought.set(line, taken);
  }
  return bought;
}

function ordered(units: readonly Units[], pick: BuyGet["pick"]): readonly Units[] {
  const sign = pick === "cheapest" ? 1 : -1;
  return units.toSorted((a, b) => sign * byWorth(a.line, b.line));
}
