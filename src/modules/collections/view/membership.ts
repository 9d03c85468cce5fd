import { z } from "zod";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import type { GroupKind, ProductGroup } from "../schema.ts";

/** Handles of collections and categories to filter products by. Several of one kind mean any of them. */
export type GroupFilters = Readonly<Record<GroupKind, readonly string[]>>;

/**
 * A column with the collections and categories of a product, as JSON for `groupsIn`. `product` is the alias of the
 * product's row. Each group has one title: in the first of `locales` that it has, or else in any.
 */
export function groupsColumn(product: Fragment, locales: readonly string[]): Fragment {
  return sql`(SELECT json_group_array(json((
      SELECT json_array(h.kind, h.locale, h.handle, h.title) FROM group_handles AS h INDEXED BY group_handles_group
      WHERE h.tenant_id = m.tenant_id AND h.group_id = m.group_id AND h.current = 1
      ORDER BY ${localeOrder(sql`h.locale`, locales)} LIMIT 1)))
    FROM group_members AS m INDEXED BY group_members_product
    WHERE m.tenant_id = ${product}.tenant_id AND m.product_id = ${product}.id)`;
}

const groupsSchema = z.array(
  z.tuple([z.enum(["collection", "category"]), z.string(), z.string(), z.string()]).nullable(),
);

/** Reads a column of `groupsColumn`. */
export function groupsIn(json: string): readonly ProductGroup[] {
  return groupsSchema
    .parse(JSON.parse(json))
    .flatMap((group) =>
      group === null
        ? []
        : [{ kind: group[0], translations: [{ locale: group[1], handle: group[2], title: group[3] }] }],
    );
}

/** Conditions that a product is in the groups. `product` is the column with its id. */
export function inGroups(tenantId: string, filters: GroupFilters, product: Fragment): readonly Fragment[] {
  return groupsRequested(tenantId, filters).map(
    (groups) => sql`EXISTS (SELECT 1 FROM group_members AS m INDEXED BY group_members_product
      WHERE m.tenant_id = ${tenantId} AND m.product_id = ${product} AND m.group_id IN (${groups}))`,
  );
}

/**
 * A source of rows `m`, the members of the groups of the first kind in the filters. Null if the filters are
 * empty.
 */
export function membersOf(tenantId: string, filters: GroupFilters): Fragment | null {
  const [groups] = groupsRequested(tenantId, filters);
  if (groups === undefined) return null;
  return sql`(${groups}) AS requested
    CROSS JOIN group_members AS m INDEXED BY group_members_group ON m.tenant_id = ${tenantId} AND m.group_id = requested.group_id`;
}

/** A subquery of group ids for each kind in the filters. */
function groupsRequested(tenantId: string, { collection, category }: GroupFilters): readonly Fragment[] {
  return [
    ...(collection.length === 0 ? [] : [groupsNamed(tenantId, "collection", collection)]),
    ...(category.length === 0 ? [] : [categoriesNamed(tenantId, category)]),
  ];
}

/** A category includes its descendants. */
function categoriesNamed(tenantId: string, handles: readonly string[]): Fragment {
  return sql`WITH RECURSIVE below (id) AS (
    ${groupsNamed(tenantId, "category", handles)}
    UNION
    SELECT child.id FROM below CROSS JOIN product_groups AS child ON child.tenant_id = ${tenantId} AND child.parent_id = below.id
  ) SELECT id AS group_id FROM below`;
}

function groupsNamed(tenantId: string, kind: GroupKind, handles: readonly string[]): Fragment {
  return sql`SELECT group_id FROM group_handles WHERE tenant_id = ${tenantId} AND kind = ${kind}
    AND handle IN (SELECT value FROM json_each(${JSON.stringify(handles)}))`;
}
