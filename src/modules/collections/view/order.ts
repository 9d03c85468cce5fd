import { sql, statement } from "../../../kernel/storage/sql.ts";
import type { ReadModel } from "../../../kernel/storage/storage.ts";
import { ownerOfHandle } from "../../translations/index.ts";
import { type CollectionSort, collectionSort } from "../schema.ts";
import { type GroupRequest, handlesOf } from "./membership.ts";

/** The order of the products of one collection. */
export interface CollectionOrder {
  readonly collectionId: string;
  readonly sort: CollectionSort;
}

/** Reads the order of the collection that a list is filtered by. Null unless it is filtered by one, and no category. */
export async function readCollectionOrder(
  model: ReadModel,
  tenantId: string,
  { filters: { collection, category }, locales }: GroupRequest,
): Promise<CollectionOrder | null> {
  const [handle] = collection;
  if (handle === undefined || collection.length > 1 || category.length > 0) return null;
  const owner = ownerOfHandle(handlesOf(tenantId, "collection"), sql`${handle}`, locales);
  const [row] = await model.all(
    statement(sql`SELECT g.id, json_extract(g.state, '$.sort') AS sort FROM (SELECT ${owner} AS id) AS found
      CROSS JOIN product_groups AS g ON g.tenant_id = ${tenantId} AND g.id = found.id AND g.deleted_at IS NULL`),
  );
  if (row === undefined) return null;
  // Rows from before collections had an order have none.
  const sort = collectionSort.catch("newest").parse(row.sort);
  return { collectionId: String(row.id), sort };
}
