import type { Action } from "./actions.ts";
import type { Promotion } from "./schema.ts";
import type { Selector } from "./selector.ts";

/** Whether a promotion is about collections or categories. */
export function namesGroups({ conditions, action }: Pick<Promotion, "conditions" | "action">): boolean {
  const ofConditions = conditions.map((one) => ("selector" in one ? one.selector : undefined));
  return [...ofConditions, ...selectorsOf(action)].some(
    (one) => one !== undefined && (hasGroups(one) || (one.exclude !== undefined && hasGroups(one.exclude))),
  );
}

function hasGroups({ collections, categories }: Pick<Selector, "collections" | "categories">): boolean {
  return collections !== undefined || categories !== undefined;
}

function selectorsOf(action: Action): readonly (Selector | undefined)[] {
  switch (action.kind) {
    case "percent":
    case "amount":
    case "fixedPrice":
      return [action.selector];
    case "buyGet":
      return [action.buy.selector, action.get.selector];
    case "freeShipping":
    case "tiers":
      return [];
  }
}
