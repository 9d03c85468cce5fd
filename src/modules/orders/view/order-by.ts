import type { Keyset } from "../../../kernel/read/page.ts";
import { type Fragment, raw, sql } from "../../../kernel/storage/sql.ts";
import type { OrderFilters, OrderSort } from "./filters.ts";

/** The order of a list: by a time, then by number. */
export interface OrderBy {
  readonly column: "placed_at" | "updated_at";
  /** What the list is sorted by, in the columns of a table, or of the only one. */
  readonly keys: (table?: "o" | "t") => Fragment;
  /** Where the page and the time ranges begin and end, for the columns of the table that is read. */
  readonly within: (filters: OrderFilters, after: Keyset | null, table: "o" | "t") => readonly Fragment[];
}

export function orderBy(sort: OrderSort): OrderBy {
  const isDescending = sort.startsWith("-");
  const column = sort.endsWith("placedAt") ? "placed_at" : "updated_at";
  const direction = isDescending ? "DESC" : "ASC";
  return {
    column,
    keys(table) {
      const prefix = table === undefined ? "" : `${table}.`;
      return raw(`${prefix}${column} ${direction}, ${prefix}number ${direction}`);
    },
    within({ from, to, updatedSince }, after, table) {
      // The unary plus keeps a condition from choosing the index.
      const at = (name: OrderBy["column"]) => raw(`${name === column ? `${table}.` : "+o."}${name}`);
      // A later page begins beyond it, and a second bound could keep the index from being used for the first.
      const isImplied = (name: OrderBy["column"], isUpper: boolean) =>
        after !== null && name === column && isUpper === isDescending;
      return [
        ...(after === null
          ? []
          : [
              sql`(${at(column)}, ${raw(table)}.number) ${raw(isDescending ? "<" : ">")} (${after[0] ?? ""}, ${after[1] ?? 0})`,
            ]),
        ...(from === null || isImplied("placed_at", false) ? [] : [sql`${at("placed_at")} >= ${from}`]),
        ...(to === null || isImplied("placed_at", true) ? [] : [sql`${at("placed_at")} <= ${to}`]),
        ...(updatedSince === null || isImplied("updated_at", false)
          ? []
          : [sql`${at("updated_at")} >= ${updatedSince}`]),
      ];
    },
  };
}
