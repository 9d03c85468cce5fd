import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import type { Label } from "./search/document.ts";

/** What a shopper may narrow a list of products by; several values of one filter mean any of them. */
export interface StoreFilters extends Readonly<Record<Label, readonly string[]>> {
  readonly collection: readonly string[];
  readonly category: readonly string[];
  readonly inStock: boolean | null;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
}

const labels = ["tag", "vendor", "type"] as const;
const kinds = ["collection", "category"] as const;

/** Conditions on `product`, the column that holds a product's id, in a statement scoped to one tenant. */
export function filterConditions(
  tenantId: string,
  filters: StoreFilters,
  currency: string,
  product: Fragment,
): readonly Fragment[] {
  const wanted = labels.filter((label) => filters[label].length > 0);
  return [
    ...wanted.map((label) => labelCondition(tenantId, label, filters[label], product)),
    ...groupConditions(tenantId, filters, product),
    ...priceConditions(tenantId, filters, currency, product),
  ];
}

/** Looked up product by product: a label may be on half a catalogue. */
function labelCondition(
  tenantId: string,
  label: Label,
  values: readonly string[],
  product: Fragment,
): Fragment {
  return sql`EXISTS (SELECT 1 FROM json_each(${JSON.stringify(values)}) AS requested CROSS JOIN product_terms AS term
    ON term.tenant_id = ${tenantId} AND term.kind = ${label} AND term.term = requested.value AND term.product_id = ${product})`;
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

/** The collections and categories that are asked for, each kind as a subquery of their ids. */
export function groupsAskedFor(tenantId: string, filters: StoreFilters): readonly Fragment[] {
  return kinds
    .filter((kind) => filters[kind].length > 0)
    .map((kind) =>
      kind === "category"
        ? categoriesNamed(tenantId, filters.category)
        : groupsNamed(tenantId, "collection", filters.collection),
    );
}

export function groupConditions(
  tenantId: string,
  filters: StoreFilters,
  product: Fragment,
): readonly Fragment[] {
  return groupsAskedFor(tenantId, filters).map(
    (groups) => sql`EXISTS (SELECT 1 FROM group_members AS m INDEXED BY group_members_product
      WHERE m.tenant_id = ${tenantId} AND m.product_id = ${product} AND m.group_id IN (${groups}))`,
  );
}

/** A category means all that is below it too. */
function categoriesNamed(tenantId: string, names: readonly string[]): Fragment {
  return sql`WITH RECURSIVE below (id) AS (
    ${groupsNamed(tenantId, "category", names)}
    UNION
    SELECT child.id FROM below CROSS JOIN product_groups AS child ON child.tenant_id = ${tenantId} AND child.parent_id = below.id
  ) SELECT id AS group_id FROM below`;
}

function groupsNamed(tenantId: string, kind: string, names: readonly string[]): Fragment {
  return sql`SELECT group_id FROM group_handles WHERE tenant_id = ${tenantId} AND kind = ${kind}
    AND handle IN (SELECT value FROM json_each(${JSON.stringify(names)}))`;
}

export function priceConditions(
  tenantId: string,
  { inStock, minPrice, maxPrice }: StoreFilters,
  currency: string,
  product: Fragment,
): readonly Fragment[] {
  const stocked = sql`EXISTS (SELECT 1 FROM product_prices AS price WHERE price.tenant_id = ${tenantId}
    AND price.currency = ${currency} AND price.product_id = ${product} AND price.in_stock = ${inStock ? 1 : 0})`;
  const priced = sql`EXISTS (SELECT 1 FROM variant_prices AS priced INDEXED BY variant_prices_product
    WHERE priced.tenant_id = ${tenantId} AND priced.product_id = ${product} AND priced.currency = ${currency}
    AND priced.amount BETWEEN ${minPrice ?? 0} AND ${maxPrice ?? Number.MAX_SAFE_INTEGER})`;
  return [
    ...(inStock === null ? [] : [stocked]),
    ...(minPrice === null && maxPrice === null ? [] : [priced]),
  ];
}
