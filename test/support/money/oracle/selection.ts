import type { Product, Selector } from "../vector.ts";
import type { Line } from "./line.ts";

export function matches(line: Line, selector: Selector | undefined): boolean {
  if (selector === undefined) return true;
  const { exclude, ...lists } = selector;
  if (exclude !== undefined && hasList(exclude) && matches(line, exclude)) return false;
  return !hasList(lists) || listed(line, lists);
}

function hasList({ exclude: _, ...lists }: Selector): boolean {
  return Object.values(lists).some((list) => list !== undefined);
}

function listed({ product, variantId }: Line, lists: Omit<Selector, "exclude">): boolean {
  return (
    meet(lists.products, [product.id]) ||
    meet(lists.variants, [variantId]) ||
    meet(lists.collections, product.collections ?? []) ||
    meet(lists.categories, categoriesOf(product)) ||
    meet(lists.tags, product.tags ?? []) ||
    meet(lists.vendors, product.vendor === undefined ? [] : [product.vendor])
  );
}

function categoriesOf({ categories = [] }: Product): readonly string[] {
  return categories.flatMap(({ id, ancestors }) => [id, ...ancestors]);
}

/** Whether two lists have anything in common. */
export function meet(wanted: readonly string[] | undefined, present: readonly string[]): boolean {
  return (wanted ?? []).some((one) => present.includes(one));
}
