import { type Fragment, join, raw, sql } from "../../../kernel/storage/sql.ts";
import { wordsIn } from "../../../kernel/text/terms.ts";
import { beginsWith, termsBeginning } from "../../term-search/index.ts";
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
  const words = wordsIn(filters.q ?? "").slice(0, mostWords);
  const [matching, ...others] = words.toSorted((a, b) => b.length - a.length);
  if (matching !== undefined) return byWords(tenantId, matching, others, walked);
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

const mostWords = 5;

function byIndex(index: string, parts: Fragment, on: Fragment): Way {
  const customers = raw(`customers AS c INDEXED BY ${index}`);
  return { parts, customers, on, walked: "c", overlapping: false };
}

/** Searches by the longest term, the most selective one, via each stored term with that prefix. Checks the others. */
function byWords(tenantId: string, matching: string, others: readonly string[], walked: Way["walked"]): Way {
  const has = (
    word: string,
  ) => sql`EXISTS (SELECT 1 FROM customer_terms AS other INDEXED BY customer_terms_customer
    WHERE other.tenant_id = c.tenant_id AND other.customer_id = c.id AND ${beginsWith(sql`other.term`, word)})`;
  return {
    parts: termsBeginning("customer_terms", tenantId, matching),
    customers: sql`customer_terms AS t CROSS JOIN customers AS c`,
    on: join(
      [
        sql`t.tenant_id = ${tenantId} AND t.term = part.value AND c.tenant_id = ${tenantId} AND c.id = t.customer_id`,
        ...others.map(has),
      ],
      " AND ",
    ),
    walked,
    overlapping: true,
  };
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

function each(values: readonly unknown[]): Fragment {
  return sql`json_each(${JSON.stringify([...new Set(values)])}) AS part`;
}
