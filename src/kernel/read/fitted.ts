import { type Fragment, sql } from "../storage/sql.ts";
import type { Row } from "../storage/storage.ts";
import { pageLimits } from "./page.ts";

/**
 * Adds `fits` to the rows of a subquery: whether they are in the page if it may hold `pageLimits.bytes`. `rows` has the
 * size of each row as `bytes`, and `order` sorts by its columns. The first row always fits; after the first row that
 * doesn't, none does.
 *
 * Read large columns only for rows that fit, but return the others too: they tell `pageOf` that there is a next page.
 */
export function fitted(rows: Fragment, order: Fragment): Fragment {
  return sql`SELECT *, row_number() OVER page AS place,
    row_number() OVER page = 1 OR sum(bytes) OVER page <= ${pageLimits.bytes.value} AS fits
    FROM (${rows}) WINDOW page AS (ORDER BY ${order} ROWS UNBOUNDED PRECEDING)`;
}

/** Whether a row of `fitted` is in the page. */
export function isFitting({ fits }: Row): boolean {
  return fits === 1;
}
