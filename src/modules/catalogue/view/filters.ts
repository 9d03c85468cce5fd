import { type Fragment, sql } from "../../../kernel/sql.ts";

/** What a shopper may narrow a list of products by; several values of one filter mean any of them. */
export interface StoreFilters {
  readonly collection: readonly string[];
  readonly category: readonly string[];
  readonly tag: readonly string[];
  readonly vendor: readonly string[];
  readonly type: readonly string[];
  readonly inStock: boolean | null;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
}

/** Conditions on `product`, the column that holds a product's id, in a statement scoped to one tenant. */
export function filterConditions(
  tenantId: string,
  filters: StoreFilters,
  currency: string,
  product: Fragment,
): readonly Fragment[] {
  const terms = (["tag", "vendor", "type"] as const)
    .filter((kind) => filters[kind].length > 0)
    .map((kind) => termCondition(tenantId, kind, filters[kind], product));
  return [
    ...terms,
    ...(filters.collection.length > 0
      ? [memberCondition(collectionsNamed(tenantId, filters.collection), tenantId, product)]
      : []),
    ...(filters.category.length > 0
      ? [memberCondition(categoriesNamed(tenantId, filters.category), tenantId, product)]
      : []),
    ...offerConditions(tenantId, filters, currency, product),
  ];
}

export function termCondition(
  tenantId: string,
  kind: string,
  values: readonly string[],
  product: Fragment,
): Fragment {
  return sql`${product} IN (SELECT product_id FROM product_terms
    WHERE tenant_id = ${tenantId} AND kind = ${kind} AND term IN (SELECT value FROM json_each(${JSON.stringify(values)})))`;
}

function memberCondition(groups: Fragment, tenantId: string, product: Fragment): Fragment {
  return sql`${product} IN (SELECT product_id FROM group_members WHERE tenant_id = ${tenantId} AND group_id IN (${groups}))`;
}

function collectionsNamed(tenantId: string, names: readonly string[]): Fragment {
  return groupsNamed(tenantId, "collection", names);
}

/** A category means all that is below it too. */
function categoriesNamed(tenantId: string, names: readonly string[]): Fragment {
  return sql`WITH RECURSIVE below (id) AS (
    ${groupsNamed(tenantId, "category", names)}
    UNION
    SELECT child.id FROM below CROSS JOIN product_groups AS child ON child.tenant_id = ${tenantId} AND child.parent_id = below.id
  ) SELECT id FROM below`;
}

function groupsNamed(tenantId: string, kind: string, names: readonly string[]): Fragment {
  return sql`SELECT group_id FROM group_handles WHERE tenant_id = ${tenantId} AND kind = ${kind}
    AND handle IN (SELECT value FROM json_each(${JSON.stringify(names)}))`;
}

function offerConditions(
  tenantId: string,
  { inStock, minPrice, maxPrice }: StoreFilters,
  currency: string,
  product: Fragment,
): readonly Fragment[] {
  const stocked = sql`EXISTS (SELECT 1 FROM product_offers AS offer WHERE offer.tenant_id = ${tenantId}
    AND offer.currency = ${currency} AND offer.product_id = ${product} AND offer.in_stock = ${inStock ? 1 : 0})`;
  const priced = sql`EXISTS (SELECT 1 FROM variant_prices AS priced INDEXED BY variant_prices_product
    WHERE priced.tenant_id = ${tenantId} AND priced.product_id = ${product} AND priced.currency = ${currency}
    AND priced.amount BETWEEN ${minPrice ?? 0} AND ${maxPrice ?? Number.MAX_SAFE_INTEGER})`;
  return [
    ...(inStock === null ? [] : [stocked]),
    ...(minPrice === null && maxPrice === null ? [] : [priced]),
  ];
}
