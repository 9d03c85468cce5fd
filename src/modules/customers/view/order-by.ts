import type { Keyset } from "../../../kernel/read/page.ts";
import { type Fragment, raw, sql } from "../../../kernel/storage/sql.ts";
import type { CustomerFilters, CustomerSort } from "./filters.ts";

/** The order of a list: by a time, then by id. */
export interface OrderBy {
  readonly column: "created_at" | "updated_at";
  /** What the list is sorted by, in the columns of the table that is read, or of the only one. */
  readonly keys: (table?: "c" | "t") => Fragment;
  /** Where the page and the time range begin, for the columns of the table that is read. */
  readonly within: (filters: CustomerFilters, after: Keyset | null, table: "c" | "t") => readonly Fragment[];
}

export function orderBy(sort: CustomerSort): OrderBy {
  const isDescending = sort.startsWith("-");
  const column = sort.endsWith("createdAt") ? "created_at" : "updated_at";
  const direction = isDescending ? "DESC" : "ASC";
  const idOf = (table?: "c" | "t") => (table === undefined ? "id" : table === "c" ? "c.id" : "t.customer_id");
  return {
    column,
    keys(table) {
      const prefix = table === undefined ? "" : `${table}.`;
      return raw(`${prefix}${column} ${direction}, ${idOf(table)} ${direction}`);
    },
    within({ updatedSince }, after, table) {
      // A later page begins beyond it, and a second bound could keep the index from being used for the first.
      const isImplied = after !== null && column === "updated_at" && !isDescending;
      const since = column === "updated_at" ? sql`${raw(table)}.updated_at` : sql`+c.updated_at`;
      return [
        ...(after === null
          ? []
          : [
              sql`(${raw(`${table}.${column}`)}, ${raw(idOf(table))}) ${raw(isDescending ? "<" : ">")} (${after[0] ?? ""}, ${after[1] ?? ""})`,
            ]),
        ...(updatedSince === null || isImplied ? [] : [sql`${since} >= ${updatedSince}`]),
      ];
    },
  };
}
