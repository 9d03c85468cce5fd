import type { Facets } from "../../../../src/modules/listing/view/lists/facets.ts";
import type { anything } from "./shop.ts";

/** A product in the naive search. */
export interface NaiveProduct {
  readonly id: string;
  readonly words: readonly string[];
  readonly tags: readonly string[];
  readonly vendor: string | null;
  readonly type: string | null;
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
  readonly collections: readonly string[];
  readonly categories: readonly string[];
  readonly variants: readonly {
    /** By currency. Without an entry, the product has no price in it. */
    readonly prices: Readonly<Partial<Record<string, number>>>;
    readonly options: Readonly<Record<string, string>>;
    readonly policy: "deny" | "continue" | "untracked";
    readonly stocked: number;
  }[];
}

export interface NaiveRequest {
  readonly words: readonly string[];
  readonly filters: typeof anything;
  readonly currency: string;
}

/** Filters products one by one. */
export function naiveMatches(
  products: readonly NaiveProduct[],
  { words, filters, currency }: NaiveRequest,
): readonly NaiveProduct[] {
  const has = (wanted: readonly string[], values: readonly (string | null)[]) =>
    wanted.length === 0 || wanted.some((value) => values.includes(value));
  return products.filter(
    (product) =>
      words.every((word, index) =>
        product.words.some((one) => one === word || (index === words.length - 1 && one.startsWith(word))),
      ) &&
      has(filters.tag, product.tags) &&
      has(filters.vendor, [product.vendor]) &&
      has(filters.type, [product.type]) &&
      Object.entries(filters.attr).every(([key, values]) => has(values, valuesOf(product, key))) &&
      has(filters.collection, product.collections) &&
      has(filters.category, product.categories) &&
      isMet(product, filters, currency),
  );
}

/** Whether one variant meets all filters about variants, or none of those that meet the others is in stock. */
function isMet(product: NaiveProduct, filters: NaiveRequest["filters"], currency: string): boolean {
  const { inStock, minPrice, maxPrice } = filters;
  const meeting = meetingVariants(product, filters, currency);
  const isAsked = minPrice !== null || maxPrice !== null || Object.keys(filters.option).length > 0;
  if (inStock === null) return !isAsked || meeting.length > 0;
  const stocked = meeting.some((variant) => isInStock(variant, currency));
  return inStock ? stocked : !stocked && (!isAsked || meeting.length > 0);
}

/** The variants that meet the filters besides stock. */
function meetingVariants(
  { variants }: NaiveProduct,
  { minPrice, maxPrice, option }: NaiveRequest["filters"],
  currency: string,
) {
  return variants.filter(({ prices, options }) => {
    const price = prices[currency];
    if (!Object.entries(option).every(([name, values]) => values.includes(options[name] ?? ""))) return false;
    if (minPrice === null && maxPrice === null) return true;
    return price !== undefined && price >= (minPrice ?? 0) && price <= (maxPrice ?? Number.POSITIVE_INFINITY);
  });
}

/** The price that the list sorts by: undefined without one. */
export function naivePrice(product: NaiveProduct, { filters, currency }: NaiveRequest): number | undefined {
  const amounts = meetingVariants(product, filters, currency)
    .filter((variant) => filters.inStock !== true || isInStock(variant, currency))
    .flatMap(({ prices }) => prices[currency] ?? []);
  if (amounts.length === 0) return undefined;
  return Math.min(...amounts);
}

/** Counts each facet over the matches without its own filter. */
export function naiveFacets(products: readonly NaiveProduct[], request: NaiveRequest): Facets {
  const without = (filters: Partial<NaiveRequest["filters"]>) =>
    naiveMatches(products, { ...request, filters: { ...request.filters, ...filters } });
  return {
    tag: counts(without({ tag: [] }).flatMap(({ tags }) => tags)),
    vendor: counts(without({ vendor: [] }).flatMap(({ vendor }) => vendor ?? [])),
    type: counts(without({ type: [] }).flatMap(({ type }) => type ?? [])),
    options: optionCounts(products, request),
    attributes: attributeCounts(products, request),
    availability: counts(
      without({ inStock: null }).map((product) =>
        naiveMatches([product], { ...request, filters: { ...request.filters, inStock: true } }).length > 0
          ? ("in-stock" as const)
          : ("out-of-stock" as const),
      ),
    ),
    price: priceRanges
      .map(({ min, max }) => ({
        min,
        max,
        count: naiveMatches(products, {
          ...request,
          filters: { ...request.filters, minPrice: min, maxPrice: max },
        }).length,
      }))
      .filter(({ count }) => count > 0),
  };
}

function valuesOf({ attributes }: NaiveProduct, key: string): readonly string[] {
  return attributes.flatMap((one) => (one.key === key ? [one.value] : []));
}

function attributeCounts(products: readonly NaiveProduct[], request: NaiveRequest): Facets["attributes"] {
  const keys = [
    ...new Set(products.flatMap(({ attributes }) => attributes.map(({ key }) => key))),
  ].toSorted();
  return Object.fromEntries(
    keys.flatMap((key) => {
      const { [key]: _, ...attr } = request.filters.attr;
      const found = naiveMatches(products, { ...request, filters: { ...request.filters, attr } });
      const counted = counts(found.flatMap((product) => valuesOf(product, key)));
      return counted.length === 0 ? [] : [[key, counted]];
    }),
  );
}

/** Counts the products that would be found by each value instead of those that are asked for. */
function optionCounts(products: readonly NaiveProduct[], request: NaiveRequest): Facets["options"] {
  const { filters } = request;
  const options = products.flatMap(({ variants }) =>
    variants.flatMap((variant) => Object.entries(variant.options)),
  );
  const names = [...new Set(options.map(([name]) => name))].toSorted();
  return Object.fromEntries(
    names.flatMap((name) => {
      const values = new Set(options.flatMap(([one, value]) => (one === name ? [value] : [])));
      const countOf = (value: string) =>
        naiveMatches(products, {
          ...request,
          filters: { ...filters, option: { ...filters.option, [name]: [value] } },
        }).length;
      const counted = [...values]
        .map((value) => ({ value, count: countOf(value) }))
        .filter(({ count }) => count > 0)
        .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
      return counted.length === 0 ? [] : [[name, counted]];
    }),
  );
}

const bounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];
const priceRanges = [
  { min: 0, max: 0 },
  ...bounds.slice(1).map((bound, index) => ({ min: bounds[index] ?? 0, max: bound - 1 })),
];

function isInStock({ prices, policy, stocked }: NaiveProduct["variants"][number], currency: string): boolean {
  return prices[currency] !== undefined && (policy !== "deny" || stocked > 0);
}

function counts<Value extends string>(values: readonly Value[]): { value: Value; count: number }[] {
  const countByValue = new Map<Value, number>();
  for (const value of values) countByValue.set(value, (countByValue.get(value) ?? 0) + 1);
  return [...countByValue]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
