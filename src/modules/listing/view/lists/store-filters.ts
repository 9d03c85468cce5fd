import * as z from "zod";
import { defineLimits, type Limit } from "../../../../kernel/limit.ts";
import { opaqueId } from "../../../../kernel/values/id.ts";
import type { Buyer } from "../../../tenants/index.ts";

/** Several values of a filter mean any of them. */
export const anyOf = z.array(z.string().min(1).max(255)).max(50).readonly().default([]);
const beyond = "400 `validation-failed`";
/** The bounds of the filters of a list. */
export const filterLimits = defineLimits({
  ids: { value: 100, unit: "count", per: "request", what: "Products to list by id", beyond },
  optionFilters: { value: 5, unit: "count", per: "request", what: "Options to filter products by", beyond },
  attributeFilters: {
    value: 5,
    unit: "count",
    per: "request",
    what: "Attributes to filter products by",
    beyond,
  },
});

/** Filters by name, each with several values. */
function byName(limit: Limit) {
  return z
    .record(z.string().min(1).max(255), anyOf.unwrap().unwrap().min(1).readonly())
    .refine((filters) => Object.keys(filters).length <= limit.value, `at most ${limit.value} names`)
    .default({});
}
const amount = z.int().min(0).nullable().default(null);

/** The filters of the store's product list. */
export const storeFilters = z.object({
  ids: z.array(opaqueId).max(filterLimits.ids.value).readonly().default([]),
  collection: anyOf,
  category: anyOf,
  tag: anyOf,
  vendor: anyOf,
  type: anyOf,
  inStock: z.boolean().nullable().default(null),
  /** Values by the option's name. */
  option: byName(filterLimits.optionFilters),
  /** Values by the attribute's key. */
  attr: byName(filterLimits.attributeFilters),
  /** Minor units of the list's currency. */
  minPrice: amount,
  maxPrice: amount,
});
export type StoreFilters = z.infer<typeof storeFilters>;

/** The filters of a list, with what their values depend on. */
export interface Filtering {
  readonly filters: StoreFilters;
  readonly currency: string;
  /** Null or absent: everybody has the base prices. */
  readonly buyer?: Buyer | null;
  /** The languages of handles, and those to render, most preferred first. */
  readonly locales: readonly string[];
}

/** What values of the facet `availability` mean as a filter. Both together keep every product. */
export function inStockOf(availability: readonly ("in-stock" | "out-of-stock")[]): boolean | null {
  const [first, ...others] = new Set(availability);
  return first === undefined || others.length > 0 ? null : first === "in-stock";
}

/** The kind of the terms of an attribute. */
export function attributeKind(key: string): string {
  return `attr.${key}`;
}
