import * as z from "zod";
import { localeOrder } from "../../../kernel/read/locale-order.ts";
import { type Fragment, sql } from "../../../kernel/storage/sql.ts";
import { type HandleTable, ownerOfHandle } from "../../translations/index.ts";
import type { GroupKind, ProductGroup } from "../schema.ts";

/** Handles of collections and categories to filter products by. Several of one kind mean any of them. */
export type GroupFilters = Readonly<Record<GroupKind, readonly string[]>>;

/** The groups that a list is narrowed to. */
export interface GroupRequest {
  readonly filters: GroupFilters;
  /** The languages of the handles, most preferred first. */
  readonly locales: readonly string[];
}

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
export function inGroups(tenantId: string, request: GroupRequest, product: Fragment): readonly Fragment[] {
  return groupsRequested(tenantId, request).map(
    (groups) => sql`EXISTS (SELECT 1 FROM group_members AS m INDEXED BY group_members_product
      WHERE m.tenant_id = ${tenantId} AND m.product_id = ${product} AND m.group_id IN (${groups}))`,
  );
}

/**
 * A source of rows `m`, the members of the groups of the first kind in the filters. Null if the filters are
 * empty.
 */
export function membersOf(tenantId: string, request: GroupRequest): Fragment | null {
  const [groups] = groupsRequested(tenantId, request);
  if (groups === undefined) return null;
  return sql`(${groups}) AS requested
    CROSS JOIN group_members AS m INDEXED BY group_members_group ON m.tenant_id = ${tenantId} AND m.group_id = requested.group_id`;
}

/** Rows `one`: in `value`, the first `most` members of each collection and category of a product. */
export function companionsOf(tenantId: string, product: Fragment, most: number): Fragment {
  return sql`group_members AS own INDEXED BY group_members_product
    ON own.tenant_id = ${tenantId} AND own.product_id = ${product}
    CROSS JOIN json_each((SELECT json_group_array(product_id) FROM (
      SELECT m.product_id FROM group_members AS m INDEXED BY group_members_group
      WHERE m.tenant_id = ${tenantId} AND m.group_id = own.group_id ORDER BY m.position, m.product_id LIMIT ${most}))) AS one`;
}

/** A subquery of group ids for each kind in the filters. */
function groupsRequested(tenantId: string, { filters, locales }: GroupRequest): readonly Fragment[] {
  const { collection, category } = filters;
  return [
    ...(collection.length === 0 ? [] : [groupsNamed(tenantId, "collection", collection, locales)]),
    ...(category.length === 0 ? [] : [categoriesNamed(tenantId, category, locales)]),
  ];
}

/** A category includes its descendants. */
function categoriesNamed(tenantId: string, handles: readonly string[], locales: readonly string[]): Fragment {
  return sql`WITH RECURSIVE below (id) AS (
    ${groupsNamed(tenantId, "category", handles, locales)}
    UNION
    SELECT child.id FROM below CROSS JOIN product_groups AS child ON child.tenant_id = ${tenantId} AND child.parent_id = below.id
  ) SELECT id AS group_id FROM below`;
}

function groupsNamed(
  tenantId: string,
  kind: GroupKind,
  handles: readonly string[],
  locales: readonly string[],
): Fragment {
  return sql`SELECT ${ownerOfHandle(handlesOf(tenantId, kind), sql`named.value`, locales)} AS group_id
    FROM json_each(${JSON.stringify(handles)}) AS named`;
}

/** The handles of a kind of groups. */
export function handlesOf(tenantId: string, kind: GroupKind | Fragment): HandleTable {
  return {
    owner: sql`group_id`,
    withHandle: (handle) =>
      sql`group_handles AS h WHERE h.tenant_id = ${tenantId} AND h.kind = ${kind} AND h.handle = ${handle}`,
    ofOwner: (owner) => sql`group_handles AS own INDEXED BY group_handles_group
      WHERE own.tenant_id = ${tenantId} AND own.group_id = ${owner}`,
  };
}
