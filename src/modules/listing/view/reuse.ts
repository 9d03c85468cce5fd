import { defineLimits } from "../../../kernel/limit.ts";
import type { CacheSpace } from "../../../kernel/read/query.ts";
import type { StoreFilters } from "./lists/store-filters.ts";

/** Which lists are worth keeping. Other combinations are too many, and each is asked for too seldom. */
export const reuseLimits = defineLimits({
  filters: {
    value: 2,
    unit: "count",
    per: "request",
    what: "Filters of a list that is cached",
    beyond: "it is read from the read model each time",
  },
  search: {
    value: 40,
    unit: "characters",
    per: "request",
    what: "A search that is cached",
    beyond: "it is read from the read model each time",
  },
});

/** Where a list is kept. Null if it isn't. */
export function spaceOfList({
  q,
  ...filters
}: StoreFilters & { readonly q: string | null }): CacheSpace | null {
  if (filtersIn(filters) > reuseLimits.filters.value) return null;
  if (q === null) return "pages";
  return q.length <= reuseLimits.search.value ? "searches" : null;
}

function filtersIn(filters: StoreFilters): number {
  const { ids, collection, category, tag, vendor, type, inStock, option, attr, minPrice, maxPrice } = filters;
  const lists = [ids, collection, category, tag, vendor, type, Object.keys(option), Object.keys(attr)];
  const values = [inStock, minPrice, maxPrice];
  return lists.filter(({ length }) => length > 0).length + values.filter((value) => value !== null).length;
}
