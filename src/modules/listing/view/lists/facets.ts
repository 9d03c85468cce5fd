import * as z from "zod";
import { join, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { Row, Statement } from "../../../../kernel/storage/storage.ts";
import {
  attributeCounts,
  availabilityCounts,
  optionCounts,
  priceCounts,
  termCounts,
} from "./facet-counts.ts";
import { matchDefinitions, type Narrowing } from "./matches.ts";
import { attributeKind, type StoreFilters } from "./store-filters.ts";
import { hasPriceRange } from "./variants.ts";

const facetValue = z.object({ value: z.string(), count: z.int() });
const counted = z.array(facetValue);
export const stockFacet = z.object({ value: z.enum(["in-stock", "out-of-stock"]), count: z.int() });
const priceFacet = z.object({ min: z.int(), max: z.int(), count: z.int() });

/** Counts of a list's matches by value. Each facet ignores its own filter. */
export const facetsShape = z.object({
  tag: counted,
  vendor: counted,
  type: counted,
  /** By the option's name. */
  options: z.record(z.string(), counted),
  /** By the attribute's key. */
  attributes: z.record(z.string(), counted),
  availability: z.array(stockFacet),
  /** Minor units of the list's currency, inclusive, as in `minPrice` and `maxPrice`. */
  price: z.array(priceFacet),
});
export type Facets = z.infer<typeof facetsShape>;

/** The names of these shapes in the API. */
export const facetSchemas = {
  Facets: facetsShape,
  FacetValue: facetValue,
  AvailabilityFacetValue: stockFacet,
  PriceFacetValue: priceFacet,
};

const labels = ["tag", "vendor", "type"] as const;
type Label = (typeof labels)[number];
/** `options` and `attributes` are those that the request doesn't filter by. */
type Facet = Label | "availability" | "price" | "options" | "attributes";
const facets = [
  ...labels,
  "availability",
  "price",
  "options",
  "attributes",
] as const satisfies readonly Facet[];

/** One statement for all facets whose filter is not in use, and one for each of the others. */
export function facetStatements(tenantId: string, narrowing: Narrowing): readonly Statement[] {
  const { filters } = narrowing;
  const used = facets.filter((facet) => isUsed(facet, filters));
  const unused = facets.filter((facet) => !used.includes(facet));
  const over = (without: Partial<StoreFilters>) => ({ ...narrowing, filters: { ...filters, ...without } });
  return [
    facetStatement(tenantId, narrowing, filters, unused),
    ...used.map((facet) => facetStatement(tenantId, over(without(facet, filters)), filters, [facet])),
    ...Object.keys(filters.option).map((name) => {
      const option = omit(filters.option, name);
      const asked = { ...filters, option };
      return counting(
        tenantId,
        over({ option, inStock: filters.inStock === true ? true : null }),
        (scope) => [optionCounts(scope, asked, { only: name })],
      );
    }),
    ...Object.keys(filters.attr).map((key) =>
      counting(tenantId, over({ attr: omit(filters.attr, key) }), () => [attributeCounts(tenantId, key)]),
    ),
  ];
}

function omit<Value>(record: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));
}

function isUsed(facet: Facet, filters: StoreFilters): boolean {
  switch (facet) {
    case "tag":
    case "vendor":
    case "type":
      return filters[facet].length > 0;
    case "availability":
      return filters.inStock !== null;
    // A product without stock in one range or size can have stock in another, so all are counted.
    case "price":
      return hasPriceRange(filters) || filters.inStock === false;
    case "options":
      return filters.inStock === false;
    case "attributes":
      return false;
  }
}

function without(facet: Facet, { inStock }: StoreFilters): Partial<StoreFilters> {
  switch (facet) {
    case "tag":
    case "vendor":
    case "type":
      return { [facet]: [] };
    case "availability":
      return { inStock: null };
    case "price":
      return { minPrice: null, maxPrice: null, inStock: inStock === true ? true : null };
    case "options":
      return { inStock: null };
    case "attributes":
      return {};
  }
}

/** D1 takes compound queries of at most five parts. `asked` are all filters, those of the facets too. `narrowing` is without them. */
function facetStatement(
  tenantId: string,
  narrowing: Narrowing,
  asked: StoreFilters,
  wanted: readonly Facet[],
): Statement {
  const wantedLabels = labels.filter((label) => wanted.includes(label));
  const exceptAttributes = wanted.includes("attributes") ? Object.keys(asked.attr) : null;
  const areTermsWanted = wantedLabels.length > 0 || exceptAttributes !== null;
  return counting(tenantId, narrowing, (scope) => [
    ...(areTermsWanted ? [termCounts(tenantId, wantedLabels, exceptAttributes)] : []),
    ...(wanted.includes("availability") ? [availabilityCounts(scope, asked)] : []),
    ...(wanted.includes("price") ? [priceCounts(scope, asked)] : []),
    ...(wanted.includes("options")
      ? [optionCounts(scope, asked, { except: Object.keys(asked.option) })]
      : []),
  ]);
}

type Scope = Parameters<typeof availabilityCounts>[0];

function counting(
  tenantId: string,
  narrowing: Narrowing,
  countsOf: (scope: Scope) => readonly ReturnType<typeof priceCounts>[],
): Statement {
  const { currency, buyer = null } = narrowing;
  const scope = { tenantId, currency, buyer, product: sql`most_selective.product_id` };
  const size = sql`SELECT 'size' AS facet, NULL AS value, more AS digits, n AS count FROM size`;
  return statement(sql`WITH ${join(matchDefinitions(tenantId, narrowing), ", ")}
    ${join([size, ...countsOf(scope)], " UNION ALL ")} ORDER BY facet, count DESC, value`);
}

/** Reads the rows of the facet statements. `cutOff` means that one of them had more matches than it counts. */
export function readFacets(results: readonly (readonly Row[])[]): {
  readonly facets: Facets;
  readonly cutOff: boolean;
} {
  const rowsByFacet = Map.groupBy(results.flat(), (row) => String(row.facet));
  const rowsOf = (facet: string) => rowsByFacet.get(facet) ?? [];
  const valuesOf = (facet: string) =>
    rowsOf(facet).map((row) => ({ value: String(row.value), count: Number(row.count) }));
  const valuesByName = (prefix: string) => {
    const names = [...rowsByFacet.keys()].filter((facet) => facet.startsWith(prefix)).toSorted();
    return Object.fromEntries(names.map((facet) => [facet.slice(prefix.length), valuesOf(facet)]));
  };
  return {
    facets: {
      tag: valuesOf("tag"),
      vendor: valuesOf("vendor"),
      type: valuesOf("type"),
      options: valuesByName("option."),
      attributes: valuesByName(attributeKind("")),
      availability: facetsShape.shape.availability.parse(valuesOf("availability")),
      price: rowsOf("price")
        .map(priceRange)
        .toSorted((a, b) => a.min - b.min),
    },
    cutOff: rowsOf("size").some(({ digits }) => digits === 1),
  };
}

function priceRange({ value, digits, count }: Row) {
  const first = Number(value);
  const power = 10 ** (Number(digits) - 1);
  const next = first === 1 ? 2 : first === 2 ? 5 : 10;
  return { min: first * power, max: first === 0 ? 0 : next * power - 1, count: Number(count) };
}
