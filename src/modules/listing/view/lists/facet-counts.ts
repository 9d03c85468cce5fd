import { defineLimits } from "../../../../kernel/limit.ts";
import { type Fragment, raw, sql } from "../../../../kernel/storage/sql.ts";
import { matchingPrices, variantPrice } from "../prices/buyer-prices.ts";
import { attributeKind, type StoreFilters } from "./store-filters.ts";
import {
  hasOptions,
  hasPriceRange,
  inRange,
  isStocked,
  type VariantScope,
  variantConditions,
} from "./variants.ts";

/*
 * Each returns rows of facet, value, digits and count, over the products of `most_selective`. `asked` are the filters that a
 * variant must meet: those of the request without the facet's own.
 */

const cut = "the most frequent are returned";
/** The bounds of the facets of a list. The values of all options count as one facet, and so do those of all attributes. */
export const facetLimits = defineLimits({
  facetValues: { value: 1_000, unit: "count", per: "response", what: "Values of a facet", beyond: cut },
  facetBytes: { value: 32 * 1024, unit: "bytes", per: "response", what: "A facet, as JSON", beyond: cut },
});

/** The names of the options to count: one, or all but some. */
export type Names = { readonly only: string } | { readonly except: readonly string[] };

/** Counts labels, and attributes but for some, in one pass over the terms of each product. */
export function termCounts(
  tenantId: string,
  labels: readonly string[],
  exceptAttributes: readonly string[] | null,
): Fragment {
  const isLabel = sql`kind IN (SELECT value FROM json_each(${JSON.stringify(labels)}))`;
  if (exceptAttributes === null) return countTerms(tenantId, isLabel);
  const except = JSON.stringify(exceptAttributes.map(attributeKind));
  return countTerms(
    tenantId,
    sql`(${isLabel} OR ${isAttribute(sql`kind`)} AND kind NOT IN (SELECT value FROM json_each(${except})))`,
  );
}

export function attributeCounts(tenantId: string, key: string): Fragment {
  return countTerms(tenantId, sql`kind = ${attributeKind(key)}`);
}

function isAttribute(kind: Fragment): Fragment {
  const prefix = attributeKind("");
  return sql`substr(${kind}, 1, ${prefix.length}) = ${prefix}`;
}

function countTerms(tenantId: string, wanted: Fragment): Fragment {
  const counts = sql`SELECT kind AS facet, term AS value, count(*) AS n
    FROM most_selective CROSS JOIN product_terms INDEXED BY product_terms_product
    ON tenant_id = ${tenantId} AND product_terms.product_id = most_selective.product_id AND ${wanted}
    GROUP BY kind, term`;
  return mostFrequent(counts, sql`iif(${isAttribute(sql`facet`)}, 1, facet)`);
}

export function optionCounts(scope: VariantScope, asked: StoreFilters, names: Names): Fragment {
  const { tenantId } = scope;
  const named =
    "only" in names
      ? sql`option.name = ${names.only}`
      : sql`option.name NOT IN (SELECT value FROM json_each(${JSON.stringify(names.except)}))`;
  const isPriced = (more: Fragment) =>
    sql`EXISTS (SELECT 1 FROM ${variantPrice(scope, sql`option.variant_id`)} AND ${inRange(asked)} AND ${more})`;
  const { inStock } = asked;
  const stocked = inStock === null ? sql`NULL` : sql`max(${isPriced(isStocked(tenantId))})`;
  return mostFrequent(
    sql`SELECT 'option.' || name AS facet, value, count(*) AS n FROM (
        SELECT option.name, option.value, ${stocked} AS stocked
        FROM most_selective CROSS JOIN variant_options AS option INDEXED BY variant_options_product
        ON option.tenant_id = ${tenantId} AND option.product_id = most_selective.product_id
        WHERE ${named} AND ${hasOptions(tenantId, asked.option, sql`option.variant_id`)}
        AND ${hasPriceRange(asked) ? isPriced(sql`true`) : sql`true`}
        GROUP BY most_selective.product_id, option.name, option.value ${having(inStock)}
      ) GROUP BY name, value`,
    sql`1`,
  );
}

/** The size of a value's JSON without the value itself, rounded up. The name of its facet is counted with every value. */
const bytesBesideValue = 25;

/** Keeps the most frequent of `facet, value, n`, for each value of `bounded`. */
function mostFrequent(counts: Fragment, bounded: Fragment): Fragment {
  return sql`SELECT facet, value, NULL, n FROM (
    SELECT facet, value, n, row_number() OVER bounded AS place,
      sum(octet_length(json_quote(value)) + octet_length(json_quote(facet)) + ${raw(String(bytesBesideValue))}) OVER bounded AS bytes
    FROM (${counts}) WINDOW bounded AS (PARTITION BY ${bounded} ORDER BY n DESC, facet, value ROWS UNBOUNDED PRECEDING))
    WHERE place <= ${facetLimits.facetValues.value} AND bytes <= ${facetLimits.facetBytes.value}`;
}

export function availabilityCounts(scope: VariantScope, asked: StoreFilters): Fragment {
  const [stocked = sql`false`] = variantConditions(scope, { ...asked, inStock: true });
  return sql`SELECT 'availability', iif(${stocked}, 'in-stock', 'out-of-stock') AS available, NULL, count(*)
    FROM most_selective GROUP BY available`;
}

/**
 * Bounds are 1, 2, 5, 10, 20, 50, … minor units: ranges don't depend on the other filters, and three cover a power of
 * ten. A range is identified by its lower bound's first digit and number of digits. As in the filter, a product counts
 * in every range that one of its variants has a price in.
 */
export function priceCounts(scope: VariantScope, { inStock, option }: StoreFilters): Fragment {
  const { tenantId } = scope;
  const stocked = inStock === null ? sql`NULL` : sql`max(${isStocked(tenantId)})`;
  return sql`SELECT 'price', first, digits, count(*) FROM (
    SELECT substr('0122255555', substr(amount, 1, 1) + 1, 1) AS first, length(amount) AS digits, ${stocked} AS stocked
    FROM ${matchingPrices(scope)} AND ${hasOptions(tenantId, option, sql`v.variant_id`)}
    GROUP BY v.product_id, first, digits ${having(inStock)}
  ) GROUP BY first, digits`;
}

function having(inStock: boolean | null): Fragment {
  return inStock === null ? sql`` : sql`HAVING stocked = ${inStock ? 1 : 0}`;
}
