import type { Condition } from "../vector.ts";
import { leftOf, type Pricing } from "./line.ts";
import { matches, meet } from "./selection.ts";
import { addressOf } from "./tax-rates.ts";

/** Whether a condition holds now: after what was taken off so far. */
export function holds(condition: Condition, { basket, lines }: Pricing): boolean {
  const country = addressOf(basket)?.country;
  switch (condition.kind) {
    case "subtotal":
      return condition.min.currency === basket.currency && leftOf(lines) >= BigInt(condition.min.amount);
    case "quantity": {
      const counted = lines.filter((line) => matches(line, condition.selector));
      return counted.reduce((all, { quantity }) => all + quantity, 0n) >= BigInt(condition.min);
    }
    case "contains":
      return lines.some((line) => matches(line, condition.selector));
    case "country":
      return country !== undefined && condition.in.includes(country);
    case "customerGroup":
      return meet(condition.in, basket.customer?.groups ?? []);
    case "firstOrder":
      return basket.customer?.firstOrder === true;
    case "weekday":
      return condition.in.includes(weekdayOf(basket.at, condition.timeZone));
  }
}

/** Monday is 1. */
function weekdayOf(at: string, timeZone: string): number {
  const name = new Intl.DateTimeFormat("en-US", { weekday: "short", timeZone }).format(new Date(at));
  return ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(name) + 1;
}
