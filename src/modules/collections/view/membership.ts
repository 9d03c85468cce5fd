import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import type { GroupKind } from "../schema.ts";

/** Handles of collections and categories that products are wanted in; several of one kind mean any of them. */
export type GroupFilters = Readonly<Record<GroupKind, readonly string[]>>;

/** The collections and categories that a product is in, as JSON, beside the row that `product` names. */
export function groupsColumn(product: Fragment): Fragment {
  return sql`(SELECT json_group_array(json_object('kind', g.kind, 'translations', (
    SELECT json_group_array(json_object(
      'locale', json_extract(t.value, '$.locale'),
      'handle', json_extract(t.value, '$.handle'),
      'title', json_extract(t.value, '$.title')))
    FROM json_each(g.state, '$.translations') AS t)))
    FROM group_members AS m CROSS JOIN product_groups AS g ON g.tenant_id = m.tenant_id AND g.id = m.group_id AND g.deleted_at IS NULL
  WHERE m.tenant_id = ${product}.tenant_id AND m.product_id = ${product}.id)`;
}

/** Conditions on `product`, the column that holds a product's id, in a statement scoped to one tenant. */
export function inGroups(tenantId: string, filters: GroupFilters, product: Fragment): readonly Fragment[] {
  return groupsWanted(tenantId, filters).map(
    (groups) => sql`EXISTS (SELECT 1 FROM group_members AS m INDEXED BY group_members_product
      WHERE m.tenant_id = ${tenantId} AND m.product_id = ${product} AND m.group_id IN (${groups}))`,
  );
}

/** A source of rows `m`, the products that are in them, of the first kind asked for; null where none is. */
export function membersOf(tenantId: string, filters: GroupFilters): Fragment | null {
  const [groups] = groupsWanted(tenantId, filters);
  if (groups === undefined) return null;
  return sql`(${groups}) AS asked_for
    CROSS JOIN group_members AS m INDEXED BY group_members_group ON m.tenant_id = ${tenantId} AND m.group_id = asked_for.group_id`;
}

/** Each kind that is asked for as a subquery of ids. */
function groupsWanted(tenantId: string, { collection, category }: GroupFilters): readonly Fragment[] {
  return [
    ...(collection.length === 0 ? [] : [groupsNamed(tenantId, "collection", collection)]),
    ...(category.length === 0 ? [] : [categoriesNamed(tenantId, category)]),
  ];
}

/** A category means all that is below it too. */
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
