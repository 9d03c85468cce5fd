import type { Action } from "../promotion/actions.ts";
import type { Condition } from "../promotion/conditions.ts";
import type { Promotion } from "../promotion/schema.ts";
import { keysOfSelector, keysOfSubject, type Selector, type Subject } from "../promotion/selector.ts";

/** What a basket could have that promotions name. */
export interface BasketSubjects {
  /** What is in it, or will be. */
  readonly subjects: readonly Subject[];
  /** Handles of the customer's groups. */
  readonly customerGroups: readonly string[];
  /** Where it goes. Null if nobody has said so, and absent if that may change before it is priced. */
  readonly country?: string | null | undefined;
}

/** Keys of which a basket must have one, or the promotion cannot apply to it. Null if it might apply to any. */
export function requirementOf({
  conditions,
  action,
}: Pick<Promotion, "conditions" | "action">): ReadonlySet<string> | null {
  for (const condition of conditions) {
    const keys = keysOfCondition(condition);
    if (keys !== null) return keys;
  }
  return keysOf(selectorOf(action)) ?? countriesOf(conditions);
}

/** The keys that a basket has. */
export function keysOfBasket({ subjects, customerGroups, country }: BasketSubjects): ReadonlySet<string> {
  return new Set([
    ...subjects.flatMap(keysOfSubject),
    ...customerGroups.map(keyOfCustomerGroup),
    ...(country === undefined ? [anyCountry] : country === null ? [] : [keyOfCountry(country)]),
  ]);
}

const anyCountry = "country";

function countriesOf(conditions: readonly Condition[]): ReadonlySet<string> | null {
  for (const condition of conditions)
    if (condition.kind === "country") return new Set([anyCountry, ...condition.in.map(keyOfCountry)]);
  return null;
}

function keyOfCountry(country: string): string {
  return `country ${country}`;
}

function keysOfCondition(condition: Condition): ReadonlySet<string> | null {
  switch (condition.kind) {
    case "quantity":
    case "contains":
      return keysOf(condition.selector);
    case "customerGroup":
      return new Set(condition.in.map(keyOfCustomerGroup));
    case "subtotal":
    case "country":
    case "firstOrder":
    case "weekday":
      return null;
  }
}

/** The selector of what it takes from. On shipping, one means nothing. */
function selectorOf(action: Action): Selector | undefined {
  switch (action.kind) {
    case "percent":
    case "amount":
      return action.on === "shipping" ? undefined : action.selector;
    case "fixedPrice":
      return action.selector;
    case "buyGet":
      return action.get.selector ?? action.buy.selector;
    case "freeShipping":
    case "tiers":
      return undefined;
  }
}

function keysOf(selector: Selector | undefined): ReadonlySet<string> | null {
  return selector === undefined ? null : keysOfSelector(selector).named;
}

function keyOfCustomerGroup(handle: string): string {
  return `customer-group ${handle}`;
}
