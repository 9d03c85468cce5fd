import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { promotionLimits } from "../limits.ts";

const most = promotionLimits.names.value;
const ids = z.array(opaqueId).min(1).max(most).optional();
const texts = z.array(z.string().trim().min(1).max(255)).min(1).max(most).optional();

const listSchemas = {
  products: ids.describe("Ids of products."),
  variants: ids.describe("Ids of variants."),
  collections: ids.describe("Ids of collections."),
  categories: ids.describe("Ids of categories. What is in a category below one of them matches too."),
  tags: texts,
  vendors: texts,
};

const listed = z.strictObject(listSchemas);

/**
 * Which lines of a basket something is about: those that any of the lists has. Without a list, all. What `exclude` matches is
 * left out.
 */
export const selector = z.strictObject({
  ...listSchemas,
  exclude: listed.optional().describe("What is left out."),
});
export type Selector = z.infer<typeof selector>;

/** What a line of a basket is, as far as selectors name it. */
export interface Subject {
  readonly productId: string;
  readonly variantId: string;
  readonly vendor: string | null;
  readonly tags: readonly string[];
  /** Its collections, and its categories with those that they are below of. */
  readonly groups: readonly string[];
}

/** A selector as it is compared: as keys. */
export interface SelectorKeys {
  /** Null if it has no list, so that it is about everything. */
  readonly named: ReadonlySet<string> | null;
  readonly excluded: ReadonlySet<string>;
}

/** The keys of what a selector names. Selectors are compared far more often than they are made, so that each has its keys once. */
export function keysOfSelector(selector: Selector): SelectorKeys {
  const known = keysBySelector.get(selector);
  if (known !== undefined) return known;
  const { exclude, ...included } = selector;
  const named = keysOfLists(included);
  const keys = {
    named: named.length === 0 ? null : new Set(named),
    excluded: new Set(keysOfLists(exclude ?? {})),
  };
  keysBySelector.set(selector, keys);
  return keys;
}

/** The keys that a selector can have of it. */
export function keysOfSubject({ productId, variantId, vendor, tags, groups }: Subject): readonly string[] {
  return [
    `product ${productId}`,
    `variant ${variantId}`,
    ...(vendor === null ? [] : [`vendor ${vendor}`]),
    ...tags.map((tag) => `tag ${tag}`),
    ...groups.map((id) => `group ${id}`),
  ];
}

/** Whether a selector is about what has these keys. */
export function selects({ named, excluded }: SelectorKeys, keys: readonly string[]): boolean {
  if (excluded.size > 0 && keys.some((key) => excluded.has(key))) return false;
  return named === null || keys.some((key) => named.has(key));
}

const keysBySelector = new WeakMap<Selector, SelectorKeys>();

function keysOfLists(lists: z.infer<typeof listed>): readonly string[] {
  const { products = [], variants = [], collections = [], categories = [], tags = [], vendors = [] } = lists;
  return [
    ...products.map((id) => `product ${id}`),
    ...variants.map((id) => `variant ${id}`),
    ...[...collections, ...categories].map((id) => `group ${id}`),
    ...tags.map((tag) => `tag ${tag}`),
    ...vendors.map((vendor) => `vendor ${vendor}`),
  ];
}
