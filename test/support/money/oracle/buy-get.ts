import type { Action } from "../vector.ts";
import { type Line, worth } from "./line.ts";
import { compare, rateOf, rounded, times } from "./ratio.ts";
import { matches } from "./selection.ts";

type BuyGet = Extract<Action, { kind: "buyGet" }>;

/** One piece of a line. */
interface Unit {
  readonly line: Line;
  readonly index: number;
  readonly canBeBought: boolean;
  readonly canBeGot: boolean;
}

/** What is taken off each line, and how many of its units serve. */
export function buyGet(lines: readonly Line[], action: BuyGet) {
  const units = lines.flatMap((line, index) => unitsOf(line, index, action));
  const sets = setsOf(units, action);
  const got = gotOf(units, sets, action);
  const bought = units
    .filter((unit) => unit.canBeBought && !got.includes(unit))
    .sort(action.pick === "cheapest" ? dearestFirst : cheapestFirst)
    .slice(0, sets * action.buy.quantity);
  const count = (some: readonly Unit[], line: Line) =>
    BigInt(some.filter((unit) => unit.line === line).length);
  return {
    off: lines.map((line) => rounded(times(worth(line, count(got, line)), rateOf(action.get.rate)))),
    units: lines.map((line) => count(got, line) + count(bought, line)),
  };
}

function unitsOf(line: Line, index: number, { buy, get }: BuyGet): readonly Unit[] {
  const unit = {
    line,
    index,
    canBeBought: matches(line, buy.selector),
    canBeGot: matches(line, get.selector),
  };
  if (!unit.canBeBought && !unit.canBeGot) return [];
  return Array.from({ length: Number(line.quantity - line.spoken) }, () => ({ ...unit }));
}

/** How many full sets the units make at most. */
function setsOf(units: readonly Unit[], { buy, get, repeat }: BuyGet): number {
  const sets = Math.min(
    Math.floor(units.filter(({ canBeBought }) => canBeBought).length / buy.quantity),
    Math.floor(units.filter(({ canBeGot }) => canBeGot).length / get.quantity),
    Math.floor(units.length / (buy.quantity + get.quantity)),
  );
  return repeat ? sets : Math.min(sets, 1);
}

/** One after the other is got, as long as enough remain that can be bought. */
function gotOf(units: readonly Unit[], sets: number, { buy, get, pick }: BuyGet): readonly Unit[] {
  let spare = units.filter(({ canBeBought }) => canBeBought).length - sets * buy.quantity;
  const got: Unit[] = [];
  for (const unit of units.toSorted(pick === "cheapest" ? cheapestFirst : dearestFirst)) {
    if (got.length === sets * get.quantity) break;
    if (!unit.canBeGot || (unit.canBeBought && spare === 0)) continue;
    if (unit.canBeBought) spare -= 1;
    got.push(unit);
  }
  return got;
}

function cheapestFirst(a: Unit, b: Unit): number {
  return compare(worth(a.line), worth(b.line)) || a.index - b.index;
}

function dearestFirst(a: Unit, b: Unit): number {
  return compare(worth(b.line), worth(a.line)) || a.index - b.index;
}
