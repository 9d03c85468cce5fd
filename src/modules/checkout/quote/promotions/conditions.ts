import type { Condition, Selector } from "../../../promotions/index.ts";
import { leftOf } from "../amounts.ts";
import type { PricingContext } from "../pricing-context.ts";
import type { DraftLine, QuoteDraft } from "../quote.ts";
import { destinationOf } from "../taxation.ts";
import type { Unmet } from "./outcome.ts";
import type { Matches } from "./selection.ts";

/** The first condition that does not hold, after what was taken off so far; null if all hold. */
export function unmetCondition(
  conditions: readonly Condition[],
  quote: QuoteDraft,
  context: PricingContext,
  matches: Matches,
): Condition | null {
  for (const condition of conditions) if (!holds(condition, quote, context, matches)) return condition;
  return null;
}

/** What the basket has instead of what a condition asks for, where that can be said. */
export function presentOf(
  condition: Condition,
  { basket, lines }: QuoteDraft,
  { isFirstOrder }: PricingContext,
  matches: Matches,
): Unmet["present"] {
  switch (condition.kind) {
    case "subtotal":
      return leftOf(lines);
    case "quantity":
      return unitsOf(lines, condition.selector, matches);
    case "country":
      return destinationOf(basket)?.country ?? null;
    case "firstOrder":
      return isFirstOrder === null ? null : "later";
    case "contains":
    case "customerGroup":
    case "weekday":
      return null;
  }
}

function holds(
  condition: Condition,
  { basket, lines }: QuoteDraft,
  { customer, isFirstOrder, now }: PricingContext,
  matches: Matches,
): boolean {
  switch (condition.kind) {
    case "subtotal":
      return condition.min.currency === basket.currency && leftOf(lines) >= condition.min.amount;
    case "quantity":
      return unitsOf(lines, condition.selector, matches) >= condition.min;
    case "contains":
      return lines.some((line) => matches(line, condition.selector));
    case "country": {
      const country = destinationOf(basket)?.country;
      return country !== undefined && condition.in.includes(country);
    }
    case "customerGroup":
      return customer.groups.some((handle) => condition.in.includes(handle));
    case "firstOrder":
      return isFirstOrder === true;
    case "weekday":
      return condition.in.includes(weekdayOf(now, condition.timeZone));
  }
}

function unitsOf(lines: readonly DraftLine[], selector: Selector | undefined, matches: Matches): number {
  let units = 0;
  for (const line of lines) if (matches(line, selector)) units += line.line.quantity;
  return units;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The weekday in a time zone, for a while. */
interface Day {
  readonly format: Intl.DateTimeFormat;
  readonly slot: number;
  readonly weekday: number;
}

/** To make or to use a format takes longer than all the rest of a condition. A tenant's time zones are few. */
const days = new Map<string, Day>();
const mostDays = 100;
/** Everywhere a day begins on a quarter of an hour. */
const slotMs = 15 * 60_000;

/** Monday is 1. */
function weekdayOf(now: number, timeZone: string): number {
  const slot = Math.floor(now / slotMs);
  const known = days.get(timeZone);
  if (known?.slot === slot) return known.weekday;
  if (known === undefined && days.size >= mostDays) days.clear();
  const format = known?.format ?? new Intl.DateTimeFormat("en-US", { weekday: "short", timeZone });
  const weekday = weekdays.indexOf(format.format(now)) + 1;
  days.set(timeZone, { format, slot, weekday });
  return weekday;
}
