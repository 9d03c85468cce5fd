import { type Fragment, sql } from "./sql.ts";

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
  filters: StoreFilters,
  currency: string,
  product: Fragment,
): readonly Fragment[] {
  const { inStock, minPrice, maxPrice } = filters;
  if (inStock === null && minPrice === null && maxPrice === null) return [];
  // A product is in the range when one of its prices can be: its cheapest is not above, its dearest not below.
  const parts = [
    sql`SELECT 1 FROM product_offers AS offer WHERE offer.tenant_id = ${tenantId} AND offer.currency = ${currency} AND offer.product_id = ${product}`,
    ...(inStock === null ? [] : [sql`offer.in_stock = ${inStock ? 1 : 0}`]),
    ...(minPrice === null ? [] : [sql`offer.max_amount >= ${minPrice}`]),
    ...(maxPrice === null ? [] : [sql`offer.min_amount <= ${maxPrice}`]),
  ];
  return [
    sql`EXISTS (${{ text: parts.map(({ text }) => text).join(" AND "), params: parts.flatMap(({ params }) => params) }})`,
  ];
}
