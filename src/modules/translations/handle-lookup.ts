import { localeOrder } from "../../kernel/read/locale-order.ts";
import { type Fragment, sql } from "../../kernel/storage/sql.ts";

/** A table of current and former handles by locale. */
export interface HandleTable {
  /** The rows `h` of whoever can be found by a handle, as a FROM and a WHERE clause. */
  readonly withHandle: (handle: Fragment) => Fragment;
  /** The rows `own` of one owner, as a FROM and a WHERE clause. */
  readonly ofOwner: (owner: Fragment) => Fragment;
  /** The name of the column with the owner's id. */
  readonly owner: Fragment;
}

/**
 * A subquery of the owner of a handle: the one in the first of `locales` that knows the handle, current or former, or
 * else in any other locale. Every place that takes a handle resolves it by this rule.
 */
export function ownerOfHandle(table: HandleTable, handle: Fragment, locales: readonly string[]): Fragment {
  return sql`(SELECT h.${table.owner} FROM ${table.withHandle(handle)} ${first(locales)})`;
}

/**
 * A statement's row with the `owner` of a handle, and the handle to redirect to: `target`, null if there is none. Former handles
 * redirect, and those of languages that aren't served, which `locales` are. The target is in the same locale, if that handle
 * leads to the same owner, or else in another.
 */
export function handleMatch(table: HandleTable, handle: string, locales: readonly string[]): Fragment {
  const isServed = (locale: Fragment) => sql`instr(${JSON.stringify(locales)}, json_quote(${locale})) > 0`;
  const target = sql`(SELECT own.handle FROM ${table.ofOwner(sql`found.owner`)} AND own.current = 1 AND own.handle <> ${handle}
    AND (found.current = 0 OR ${isServed(sql`own.locale`)}) AND ${ownerOfHandle(table, sql`own.handle`, locales)} = found.owner
    ORDER BY own.locale <> found.locale OR NOT found.served, ${localeOrder(sql`own.locale`, locales)} LIMIT 1)`;
  return sql`SELECT found.owner, CASE WHEN found.current = 0 OR NOT found.served THEN ${target} END AS target FROM (
    SELECT h.${table.owner} AS owner, h.locale, h.current, ${isServed(sql`h.locale`)} AS served
    FROM ${table.withHandle(sql`${handle}`)} ${first(locales)}) AS found`;
}

function first(locales: readonly string[]): Fragment {
  return sql`ORDER BY ${localeOrder(sql`h.locale`, locales)} LIMIT 1`;
}
