import { z } from "zod";
import { defineLimits } from "../../../../kernel/limit.ts";
import { type Fragment, join, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { Row, Statement } from "../../../../kernel/storage/storage.ts";
import type { StoreFilters } from "./filters.ts";
import { matchDefinitions, type Narrowing } from "./matches.ts";
import { hasPriceRange, isStocked, type VariantScope, variantConditions } from "./variants.ts";

const counted = z.array(z.object({ value: z.string(), count: z.int() }));

/** Counts of a list's matches by value. Each facet ignores its own filter. */
export const facetsShape = z.object({
  tag: counted,
  vendor: counted,
  type: counted,
  availability: z.array(z.object({ value: z.enum(["in-stock", "out-of-stock"]), count: z.int() })),
  /** Minor units of the list's currency, inclusive, as in `minPrice` and `maxPrice`. */
  price: z.array(z.object({ min: z.int(), max: z.int(), count: z.int() })),
});
export type Facets = z.infer<typeof facetsShape>;
type Facet = keyof Facets;

const facets = ["tag", "vendor", "type", "availability", "price"] as const satisfies readonly Facet[];

const cut = "the most frequent are returned";
/** The bounds of the facets of a list. */
export const facetLimits = defineLimits({
  facetValues: { value: 1_000, unit: "count", per: "response", what: "Values of a facet", beyond: cut },
  facetBytes: { value: 32 * 1024, unit: "bytes", per: "response", what: "A facet, as JSON", beyond: cut },
});

/** One statement for all facets whose filter is not in use, and one for each of the others. */
export function facetStatements(tenantId: string, narrowing: Narrowing): readonly Statement[] {
  const used = facets.filter((facet) => isUsed(facet, narrowing.filters));
  const unused = facets.filter((facet) => !used.includes(facet));
  return [
    ...(unused.length === 0 ? [] : [facetStatement(tenantId, narrowing, narrowing.filters, unused)]),
    ...used.map((facet) =>
      facetStatement(
        tenantId,
        { ...narrowing, filters: without(facet, narrowing.filters) },
        narrowing.filters,
        [facet],
      ),
    ),
  ];
}

function isUsed(facet: Facet, filters: StoreFilters): boolean {
  switch (facet) {
    case "tag":
    case "vendor":
    case "type":
      return filters[facet].length > 0;
    case "availability":
      return filters.inStock !== null;
    case "price":
      // A product without stock in one range can have stock in another, so all are counted.
      return hasPriceRange(filters) || filters.inStock === false;
  }
}

function without(facet: Facet, filters: StoreFilters): StoreFilters {
  switch (facet) {
    case "tag":
    case "vendor":
    case "type":
      return { ...filters, [facet]: [] };
    case "availability":
      return { ...filters, inStock: null };
    case "price":
      return { ...filters, minPrice: null, maxPrice: null, inStock: filters.inStock === true ? true : null };
  }
}

/** `asked` are all filters, those of the facets too. `narrowing` is without them. */
function facetStatement(
  tenantId: string,
  narrowing: Narrowing,
  asked: StoreFilters,
  wanted: readonly Facet[],
): Statement {
  const scope = { tenantId, currency: narrowing.currency, product: sql`most_selective.product_id` };
  const labels = wanted.filter((facet) => facet !== "availability" && facet !== "price");
  const counts = [
    sql`SELECT 'size' AS facet, NULL AS value, more AS digits, n AS count FROM size`,
    ...(labels.length === 0 ? [] : [labelCounts(tenantId, labels)]),
    ...(wanted.includes("availability") ? [availabilityCounts(scope, asked)] : []),
    ...(wanted.includes("price") ? [priceCounts(scope, asked)] : []),
  ];
  return statement(sql`WITH ${join(matchDefinitions(tenantId, narrowing), ", ")}
    ${join(counts, " UNION ALL ")} ORDER BY facet, count DESC, value`);
}

function labelCounts(tenantId: string, labels: readonly string[]): Fragment {
  return sql`SELECT kind, term, NULL, n FROM (
    SELECT kind, term, count(*) AS n, row_number() OVER facet AS place,
      sum(octet_length(json_quote(term)) + ${bytesBesideTerm}) OVER facet AS bytes
    FROM most_selective CROSS JOIN product_terms INDEXED BY product_terms_product
    ON tenant_id = ${tenantId} AND product_terms.product_id = most_selective.product_id
    AND kind IN (SELECT value FROM json_each(${JSON.stringify(labels)})) GROUP BY kind, term
    WINDOW facet AS (PARTITION BY kind ORDER BY count(*) DESC, term ROWS UNBOUNDED PRECEDING))
    WHERE place <= ${facetLimits.facetValues.value} AND bytes <= ${facetLimits.facetBytes.value}`;
}

/** The size of a value's JSON without the value itself, rounded up. */
const bytesBesideTerm = 25;

function availabilityCounts(scope: VariantScope, asked: StoreFilters): Fragment {
  const [stocked = sql`false`] = variantConditions(scope, { ...asked, inStock: true });
  return sql`SELECT 'availability', iif(${stocked}, 'in-stock', 'out-of-stock') AS available, NULL, count(*)
    FROM most_selective GROUP BY available`;
}

/**
 * Bounds are 1, 2, 5, 10, 20, 50, … minor units: ranges don't depend on the other filters, and three cover a power of
 * ten. A range is identified by its lower bound's first digit and number of digits. As in the filter, a product counts
 * in every range that one of its variants has a price in.
 */
function priceCounts(scope: VariantScope, { inStock }: StoreFilters): Fragment {
  const stocked = inStock === null ? sql`NULL` : isStocked(scope.tenantId);
  const wanted = inStock === null ? sql`` : sql`HAVING stocked = ${inStock ? 1 : 0}`;
  return sql`SELECT 'price', first, digits, count(*) FROM (
    SELECT substr('0122255555', substr(amount, 1, 1) + 1, 1) AS first, length(amount) AS digits, max(${stocked}) AS stocked
    FROM most_selective CROSS JOIN variant_prices AS v INDEXED BY variant_prices_product
    ON v.tenant_id = ${scope.tenantId} AND v.product_id = most_selective.product_id AND v.currency = ${scope.currency}
    GROUP BY most_selective.product_id, first, digits ${wanted}
  ) GROUP BY first, digits`;
}

/** Reads the rows of the facet statements. `cutOff` means that one of them had more matches than it counts. */
export function readFacets(results: readonly (readonly Row[])[]): {
  readonly facets: Facets;
  readonly cutOff: boolean;
} {
  const rows = results.flat();
  const rowsOf = (facet: Facet) => rows.filter((row) => row.facet === facet);
  const valuesOf = (facet: Facet) =>
    rowsOf(facet).map((row) => ({ value: String(row.value), count: Number(row.count) }));
  return {
    facets: {
      tag: valuesOf("tag"),
      vendor: valuesOf("vendor"),
      type: valuesOf("type"),
      availability: facetsShape.shape.availability.parse(valuesOf("availability")),
      price: rowsOf("price")
        .map(priceRange)
        .toSorted((a, b) => a.min - b.min),
    },
    cutOff: rows.some((row) => row.facet === "size" && row.digits === 1),
  };
}

function priceRange({ value, digits, count }: Row) {
  const first = Number(value);
  const power = 10 ** (Number(digits) - 1);
  const next = first === 1 ? 2 : first === 2 ? 5 : 10;
  return { min: first * power, max: first === 0 ? 0 : next * power - 1, count: Number(count) };
}
