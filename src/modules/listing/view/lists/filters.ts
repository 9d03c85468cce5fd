import { type Fragment, sql } from "../../../../kernel/storage/sql.ts";
import { inGroups } from "../../../collections/index.ts";
import type { Label } from "../../../term-search/index.ts";
import { attributeKind, type Filtering, type StoreFilters } from "./store-filters.ts";
import { isEmpty, variantConditions } from "./variants.ts";

const labels = ["tag", "vendor", "type"] as const;

/** Conditions that a product passes the filters. `product` is the column with its id. */
export function filterConditions(
  tenantId: string,
  filtering: Filtering,
  product: Fragment,
): readonly Fragment[] {
  const { filters } = filtering;
  const wanted = labels.filter((label) => filters[label].length > 0);
  return [
    ...wanted.map((label) => labelCondition(tenantId, label, filters[label], product)),
    ...candidateConditions(tenantId, filtering, product),
  ];
}

/**
 * The conditions besides labels, which the search index evaluates. They apply to every candidate, whether the search, a
 * collection or the sort order found it: add a new filter here.
 */
export function candidateConditions(
  tenantId: string,
  filtering: Filtering,
  product: Fragment,
): readonly Fragment[] {
  const { filters, currency, buyer = null } = filtering;
  return [
    ...idCondition(filters.ids, product),
    ...inGroups(tenantId, filtering, product),
    ...attributeConditions(tenantId, filters, product),
    ...variantConditions({ tenantId, currency, product, buyer }, filters),
  ];
}

function idCondition(ids: StoreFilters["ids"], product: Fragment): readonly Fragment[] {
  return ids.length === 0 ? [] : [sql`${product} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`];
}

/** Looks up labels by product, because half a catalogue can have the same label. */
function labelCondition(
  tenantId: string,
  label: Label,
  values: readonly string[],
  product: Fragment,
): Fragment {
  return sql`EXISTS (SELECT 1 FROM json_each(${JSON.stringify(values)}) AS requested CROSS JOIN product_terms AS term
    ON term.tenant_id = ${tenantId} AND term.kind = ${label} AND term.term = requested.value AND term.product_id = ${product})`;
}

/** One parameter for all attributes: D1 binds at most 100 values per statement. */
function attributeConditions(
  tenantId: string,
  { attr }: StoreFilters,
  product: Fragment,
): readonly Fragment[] {
  if (isEmpty(attr)) return [];
  return [
    sql`NOT EXISTS (SELECT 1 FROM json_each(${JSON.stringify(attr)}) AS asked WHERE NOT EXISTS (
      SELECT 1 FROM json_each(asked.value) AS requested CROSS JOIN product_terms AS term
      ON term.tenant_id = ${tenantId} AND term.kind = ${attributeKind("")} || asked.key
      AND term.term = requested.value AND term.product_id = ${product}))`,
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
