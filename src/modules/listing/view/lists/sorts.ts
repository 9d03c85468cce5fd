import { type Fragment, raw, sql } from "../../../../kernel/storage/sql.ts";
import type { CollectionOrder } from "../../../collections/index.ts";

export const storeSorts = ["relevance", "newest", "price", "-price", "title", "-title"] as const;
export type StoreSort = (typeof storeSorts)[number];

/** The order of a list, as a `driver` with `product_id` and `sort_key`. */
export interface Order {
  /** A subquery with an index in the order of the list, and another by product id. */
  readonly driver: Fragment;
  readonly scope: Fragment;
  readonly by: Fragment;
  readonly outer: Fragment;
  readonly beyond: (key: string | number | null, id: string) => Fragment;
}

export interface Ordering {
  /** A collection is listed in its own order if the request has none. */
  readonly sort: StoreSort | CollectionOrder;
  readonly currency: string;
  /** The tenant's locale to sort titles in. */
  readonly sortLocale: string;
}

export function orderOf(tenantId: string, { sort, currency, sortLocale }: Ordering): Order {
  if (typeof sort === "object")
    return sort.sort === "manual"
      ? manual(tenantId, sort.collectionId)
      : orderOf(tenantId, { sort: sort.sort, currency, sortLocale });
  switch (sort) {
    case "relevance":
      return descending(sql`(SELECT product_id, score AS sort_key FROM most_selective)`, sql`true`);
    case "newest":
      return descending(
        sql`(SELECT id AS product_id, published_at AS sort_key, tenant_id, status FROM products)`,
        sql`driver.tenant_id = ${tenantId} AND driver.status = 'active'`,
      );
    case "title":
    case "-title": {
      const driver = sql`(SELECT product_id, folded_title AS sort_key, tenant_id, status, locale FROM product_titles)`;
      const scope = sql`driver.tenant_id = ${tenantId} AND driver.locale = ${sortLocale} AND driver.status = 'active'`;
      return sort === "title" ? ascending(driver, scope) : descending(driver, scope);
    }
    case "price":
    case "-price": {
      // Both columns are read in ascending order, and both put products without a price last.
      const column = raw(sort === "price" ? "ascending" : "descending");
      return ascending(
        sql`(SELECT product_id, ${column} AS sort_key, tenant_id, status, currency FROM product_prices)`,
        sql`driver.tenant_id = ${tenantId} AND driver.currency = ${currency} AND driver.status = 'active'`,
      );
    }
  }
}

/** The order that staff chose for a collection. */
function manual(tenantId: string, collectionId: string): Order {
  return ascending(
    sql`(SELECT product_id, position AS sort_key, tenant_id, group_id FROM group_members)`,
    sql`driver.tenant_id = ${tenantId} AND driver.group_id = ${collectionId} AND EXISTS (SELECT 1 FROM products AS p
      WHERE p.tenant_id = ${tenantId} AND p.id = driver.product_id AND p.status = 'active')`,
  );
}

function ascending(driver: Fragment, scope: Fragment): Order {
  return {
    driver,
    scope,
    by: sql`driver.sort_key, driver.product_id`,
    outer: sql`sort_key, id`,
    beyond: (key, id) => sql`(driver.sort_key, driver.product_id) > (${key}, ${id})`,
  };
}

function descending(driver: Fragment, scope: Fragment): Order {
  return {
    driver,
    scope,
    by: sql`driver.sort_key DESC, driver.product_id DESC`,
    outer: sql`sort_key DESC, id DESC`,
    beyond: (key, id) => sql`(driver.sort_key, driver.product_id) < (${key}, ${id})`,
  };
}
