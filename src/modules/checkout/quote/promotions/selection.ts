import type { Selector } from "../../../promotions/index.ts";
import type { PricingContext } from "../pricing-context.ts";
import type { DraftLine } from "../quote.ts";

/** Whether a promotion is about a line. */
export type Matches = (line: DraftLine, selector: Selector | undefined) => boolean;

/** Tells which lines a selector is about. Without a selector, all that are on sale. */
export function matchesIn({ groupsByProduct }: Pick<PricingContext, "groupsByProduct">): Matches {
  const matches: Matches = (line, selector) => {
    if (line.variant === null) return false;
    if (selector === undefined) return true;
    const { exclude, ...lists } = selector;
    if (exclude !== undefined && hasList(exclude) && isListed(line, exclude)) return false;
    return !hasList(lists) || isListed(line, lists);
  };
  const isListed = ({ variant, line }: DraftLine, lists: Lists): boolean => {
    if (variant === null) return false;
    const { productId, vendor, tags } = variant;
    const groups = groupsByProduct.get(productId) ?? [];
    return (
      lists.products?.includes(productId) === true ||
      lists.variants?.includes(line.variantId) === true ||
      meet(lists.collections, groups) ||
      meet(lists.categories, groups) ||
      meet(lists.tags, tags) ||
      (vendor !== null && lists.vendors?.includes(vendor) === true)
    );
  };
  return matches;
}

type Lists = Omit<Selector, "exclude">;

function hasList(lists: Lists): boolean {
  return Object.values(lists).some((list) => list !== undefined);
}

function meet(wanted: readonly string[] | undefined, present: readonly string[]): boolean {
  return wanted !== undefined && present.some((one) => wanted.includes(one));
}
