import { type Fragment, join, sql } from "../../../../kernel/storage/sql.ts";
import { type PriceScope, variantPricesOf } from "../prices/buyer-prices.ts";
import type { StoreFilters } from "./store-filters.ts";

/** The filters that are about variants. One variant of a product must meet them all. */
export type VariantFilters = Pick<StoreFilters, "inStock" | "minPrice" | "maxPrice" | "option">;

/** Where variants are looked up. */
export interface VariantScope extends PriceScope {
  /** The column with the product's id. */
  readonly product: Fragment;
}

export function hasPriceRange({ minPrice, maxPrice }: VariantFilters): boolean {
  return minPrice !== null || maxPrice !== null;
}

export function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).length === 0;
}

/**
 * Conditions that a product has a variant that meets the filters. `inStock: false` finds products of which no variant
 * that meets the other filters is in stock.
 */
export function variantConditions(scope: VariantScope, filters: VariantFilters): readonly Fragment[] {
  const { inStock, option } = filters;
  if (!hasPriceRange(filters) && isEmpty(option)) return inStock === null ? [] : [hasStock(scope, inStock)];
  const variants = hasPriceRange(filters)
    ? pricedVariants(scope, filters)
    : variantsWithOptions(scope, option);
  const meeting = sql`EXISTS (SELECT 1 FROM ${variants})`;
  if (inStock === null) return [meeting];
  const stocked = sql`EXISTS (SELECT 1 FROM ${pricedVariants(scope, filters)} AND ${isStocked(scope.tenantId)})`;
  return inStock ? [stocked] : [meeting, sql`NOT ${stocked}`];
}

/** A product's variants `v` with all options, priced or not, with an open WHERE clause. */
function variantsWithOptions(
  { tenantId, product }: VariantScope,
  option: VariantFilters["option"],
): Fragment {
  return sql`variant_options AS v INDEXED BY variant_options_product
    WHERE v.tenant_id = ${tenantId} AND v.product_id = ${product} AND ${hasOptions(tenantId, option, sql`v.variant_id`)}`;
}

/** A condition that a variant has one of the values of each option. */
export function hasOptions(tenantId: string, option: VariantFilters["option"], variant: Fragment): Fragment {
  if (isEmpty(option)) return sql`true`;
  return sql`NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(option)}) AS asked WHERE NOT EXISTS (
    SELECT 1 FROM variant_options AS o WHERE o.tenant_id = ${tenantId} AND o.variant_id = ${variant}
    AND o.name = asked.key AND o.value IN (SELECT value FROM json_each(asked.value))))`;
}

/** Whether any variant with a price in the currency is in stock. */
function hasStock(scope: VariantScope, inStock: boolean): Fragment {
  const { tenantId, currency, product, buyer } = scope;
  if (buyer !== null) {
    const stocked = sql`EXISTS (SELECT 1 FROM ${variantPricesOf(scope, product)} AND ${isStocked(tenantId)})`;
    return inStock ? stocked : sql`NOT ${stocked}`;
  }
  return sql`EXISTS (SELECT 1 FROM product_prices AS price WHERE price.tenant_id = ${tenantId}
    AND price.currency = ${currency} AND price.product_id = ${product} AND price.in_stock = ${inStock ? 1 : 0})`;
}

/** The prices `v` of a product's variants that meet the filters besides stock, with an open WHERE clause. */
export function pricedVariants(scope: VariantScope, filters: VariantFilters): Fragment {
  return join(
    [
      variantPricesOf(scope, scope.product),
      ...(hasPriceRange(filters) ? [inRange(filters)] : []),
      hasOptions(scope.tenantId, filters.option, sql`v.variant_id`),
    ],
    " AND ",
  );
}

/** A condition that the price `v` is in the range. */
export function inRange({ minPrice, maxPrice }: VariantFilters): Fragment {
  return sql`v.amount BETWEEN ${minPrice ?? 0} AND ${maxPrice ?? Number.MAX_SAFE_INTEGER}`;
}

/** A condition that the variant of the price `v` is in stock. */
export function isStocked(tenantId: string): Fragment {
  return sql`(v.policy <> 'deny' OR COALESCE((SELECT s.stocked - s.reserved FROM variant_stock AS s
    WHERE s.tenant_id = ${tenantId} AND s.variant_id = v.variant_id), 0) > 0)`;
}

/** Whether only some variants of a listed product meet the filters. Then its price is that of these variants. */
export function isPricedByVariant(filters: VariantFilters): boolean {
  return hasPriceRange(filters) || filters.inStock === true || !isEmpty(filters.option);
}

/** A product's variants that meet the filters: those in stock, if the filters ask for it. */
export function meetingVariants(scope: VariantScope, filters: VariantFilters): Fragment {
  const variants = pricedVariants(scope, filters);
  return filters.inStock === true ? sql`${variants} AND ${isStocked(scope.tenantId)}` : variants;
}
