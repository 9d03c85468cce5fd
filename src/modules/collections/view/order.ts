import { sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel } from "../../../kernel/storage/storage.ts";
import { type CollectionSort, collectionSort } from "../schema.ts";
import type { GroupFilters } from "./membership.ts";

/** The order of the products of one collection. */
export interface CollectionOrder {
  readonly collectionId: string;
  readonly sort: CollectionSort;
}

/** Reads the order of the collection that a list is filtered by. Null unless it is filtered by one, and no category. */
export async function readCollectionOrder(
  model: ReadModel,
  tenantId: string,
  { collection, category }: GroupFilters,
): Promise<CollectionOrder | null> {
  const [handle] = collection;
  if (handle === undefined || collection.length > 1 || category.length > 0) return null;
  // A handle can be that of several collections, in different locales or as a former one.
  const rows = await model.all(
    statement(sql`SELECT DISTINCT g.id, json_extract(g.state, '$.sort') AS sort FROM group_handles AS h
      CROSS JOIN product_groups AS g ON g.tenant_id = ${tenantId} AND g.id = h.group_id AND g.deleted_at IS NULL
      WHERE h.tenant_id = ${tenantId} AND h.kind = 'collection' AND h.handle = ${handle} LIMIT 2`),
  );
  const [only, another] = rows;
  if (only === undefined || another !== undefined) return null;
  // Rows from before collections had an order have none.
  const sort = collectionSort.catch("newest").parse(only.sort);
  return { collectionId: String(only.id), sort };
}
