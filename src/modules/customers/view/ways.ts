import { type Fragment, raw, sql } from "../../../kernel/storage/sql.ts";
import { byWords, each } from "../../term-search/index.ts";
import type { CustomerFilters, CustomerSort } from "./filters.ts";

/**
 * How a query reads candidate customers: in parts, each of which an index returns in list order. Indexes are named, because
 * the database has no statistics to choose by.
 */
export interface Way {
  /** A table with a row for each part, named `part`. */
  readonly parts: Fragment;
  /** The customers, named `c`, and the table they are read through. */
  readonly customers: Fragment;
  /** The join condition between customers and a part. */
  readonly on: Fragment;
  /** The table whose index is in list order, and its column with the customer's id. */
  readonly walked: "c" | "t";
  /** Whether a customer may be in several parts. */
  readonly overlapping: boolean;
}

/** Chooses the most selective filter. */
export function wayTo(tenantId: string, filters: CustomerFilters, sort: CustomerSort): Way {
  const isByCreation = sort.endsWith("createdAt");
  const walked = isByCreation ? "t" : "c";
  const found = byWords(tenantId, filters.q ?? "", searched);
  if (found !== null) return { ...found, customers: found.rows, walked, overlapping: true };
  if (filters.email.length > 0)
    return byIndex(
      "customers_email",
      each(filters.email),
      sql`c.tenant_id = ${tenantId} AND c.email = part.value`,
    );
  if (filters.group.length > 0) return byGroups(tenantId, filters.group, walked);
  if (!isByCreation) return byIndex("customers_updated", each(["all"]), sql`c.tenant_id = ${tenantId}`);
  if (filters.status.length > 0)
    return byIndex(
      "customers_status",
      each(filters.status),
      sql`c.tenant_id = ${tenantId} AND c.status = part.value`,
    );
  return byIndex("customers_newest", each(["all"]), sql`c.tenant_id = ${tenantId}`);
}

const searched = {
  table: "customers",
  alias: "c",
  terms: "customer_terms",
  rowId: "customer_id",
  byRow: "customer_terms_customer",
};

function byIndex(index: string, parts: Fragment, on: Fragment): Way {
  const customers = raw(`customers AS c INDEXED BY ${index}`);
  return { parts, customers, on, walked: "c", overlapping: false };
}

/** An unknown handle is of no group, so nobody is in it. */
function byGroups(tenantId: string, handles: readonly string[], walked: Way["walked"]): Way {
  return {
    parts: sql`(SELECT g.id AS value FROM ${each(handles)}
      CROSS JOIN customer_groups AS g INDEXED BY customer_groups_handle
      ON g.tenant_id = ${tenantId} AND g.handle = part.value AND g.deleted_at IS NULL) AS part`,
    customers: sql`customer_group_members AS t CROSS JOIN customers AS c`,
    on: sql`t.tenant_id = ${tenantId} AND t.group_id = part.value AND c.tenant_id = ${tenantId} AND c.id = t.customer_id`,
    walked,
    overlapping: true,
  };
}
