import type { Condition } from "../../../promotions/index.ts";
import { remainderOf } from "../amounts.ts";
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
): Unmet | null {
  for (const condition of conditions) {
    const { holds, present } = check(condition, quote, context, matches);
    if (!holds) return { condition, present };
  }
  return null;
}

interface Checked {
  readonly holds: boolean;
  readonly present: Unmet["present"];
}

function check(
  condition: Condition,
  { basket, lines }: QuoteDraft,
  { customer, isFirstOrder, now }: PricingContext,
  matches: Matches,
): Checked {
  switch (condition.kind) {
    case "subtotal": {
      const present = leftOf(lines);
      const { min } = condition;
      return { holds: min.currency === basket.currency && present >= min.amount, present };
    }
    case "quantity": {
      const present = lines.reduce(
        (sum, line) => sum + (matches(line, condition.selector) ? line.line.quantity : 0),
        0,
      );
      return { holds: present >= condition.min, present };
    }
    case "contains":
      return { holds: lines.some((line) => matches(line, condition.selector)), present: null };
    case "country": {
      const country = destinationOf(basket)?.country ?? null;
      return { holds: country !== null && condition.in.includes(country), present: country };
    }
    case "customerGroup":
      return { holds: customer.groups.some((handle) => condition.in.includes(handle)), present: null };
    case "firstOrder":
      return { holds: isFirstOrder === true, present: isFirstOrder === null ? null : "later" };
    case "weekday": {
      const present = weekdayOf(now, condition.timeZone);
      return { holds: condition.in.includes(present), present };
    }
  }
}

function leftOf(lines: readonly DraftLine[]): number {
  return lines.reduce((sum, line) => sum + remainderOf(line).amount, 0);
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Making one takes longer than all the rest of a quote. A tenant's time zones are few. */
const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 100;

/** Monday is 1. */
function weekdayOf(now: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    if (formats.size >= mostFormats) formats.clear();
    format = new Intl.DateTimeFormat("en-US", { weekday: "short", timeZone });
    formats.set(timeZone, format);
  }
  return weekdays.indexOf(format.format(now)) + 1;
}
