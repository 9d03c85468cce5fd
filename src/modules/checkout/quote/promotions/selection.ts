import type { SellableVariant } from "../../../products/index.ts";
import {
  keysOfSelector,
  keysOfSubject,
  type Selector,
  type Subject,
  selects,
} from "../../../promotions/index.ts";
import type { PricingContext } from "../pricing-context.ts";
import type { DraftLine } from "../quote.ts";

/** Whether a promotion is about a line. */
export type Matches = (line: DraftLine, selector: Selector | undefined) => boolean;

/** Tells which lines a selector is about. Without a selector, all that are on sale. */
export function matchesIn({ groupsByProduct }: Pick<PricingContext, "groupsByProduct">): Matches {
  const keysByVariant = new Map<SellableVariant, readonly string[]>();
  return ({ variant }, selector) => {
    if (variant === null) return false;
    if (selector === undefined) return true;
    const keys = keysByVariant.get(variant) ?? keysOfSubject(subjectOf(variant, groupsByProduct));
    keysByVariant.set(variant, keys);
    return selects(keysOfSelector(selector), keys);
  };
}

/** What a variant is, as far as selectors name it. */
export function subjectOf(
  { productId, variantId, vendor, tags }: SellableVariant,
  groupsByProduct: PricingContext["groupsByProduct"],
): Subject {
  return { productId, variantId, vendor, tags, groups: groupsByProduct.get(productId) ?? [] };
}
