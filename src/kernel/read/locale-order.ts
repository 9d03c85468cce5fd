import { type Fragment, sql } from "../storage/sql.ts";

/** Sorts rows by the locale in a column as `pickLocale` picks them: in the order of `locales`, then any other. */
export function localeOrder(column: Fragment, locales: readonly string[]): Fragment {
  return sql`COALESCE(NULLIF(instr(${JSON.stringify(locales)}, json_quote(${column})), 0), 1e9), ${column}`;
}
