import * as z from "zod";
import { opaqueId } from "../../../kernel/values/id.ts";
import { promotionLimits } from "../limits.ts";

const most = promotionLimits.names.value;
const ids = z.array(opaqueId).min(1).max(most).optional();
const texts = z.array(z.string().trim().min(1).max(255)).min(1).max(most).optional();

const lists = {
  products: ids.describe("Ids of products."),
  variants: ids.describe("Ids of variants."),
  collections: ids.describe("Ids of collections."),
  categories: ids.describe("Ids of categories. What is in a category below one of them matches too."),
  tags: texts,
  vendors: texts,
};

const listed = z.strictObject(lists);

/**
 * Which lines of a basket something is about: those that any of the lists has. Without a list, all. What `exclude` matches is
 * left out.
 */
export const selector = z.strictObject({
  ...lists,
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
  readonly any: ReadonlySet<string> | null;
  readonly none: ReadonlySet<string>;
}

/** The keys of what a selector names. Selectors are compared far more often than they are made, so that each has its keys once. */
export function keysOfSelector(selector: Selector): SelectorKeys {
  const known = keysBySelector.get(selector);
  if (known !== undefined) return known;
  const { exclude, ...named } = selector;
  const any = keysOfLists(named);
  const keys = { any: any.length === 0 ? null : new Set(any), none: new Set(keysOfLists(exclude ?? {})) };
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
export function selects({ any, none }: SelectorKeys, keys: readonly string[]): boolean {
  if (none.size > 0 && keys.some((key) => none.has(key))) return false;
  return any === null || keys.some((key) => any.has(key));
}

const keysBySelector = new WeakMap<Selector, SelectorKeys>();

function keysOfLists(named: z.infer<typeof listed>): readonly string[] {
  const { products = [], variants = [], collections = [], categories = [], tags = [], vendors = [] } = named;
  return [
    ...products.map((id) => `product ${id}`),
    ...variants.map((id) => `variant ${id}`),
    ...[...collections, ...categories].map((id) => `group ${id}`),
    ...tags.map((tag) => `tag ${tag}`),
    ...vendors.map((vendor) => `vendor ${vendor}`),
  ];
}
