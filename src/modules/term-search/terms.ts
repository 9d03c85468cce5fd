import { type Fragment, raw, sql } from "../../kernel/storage/sql.ts";

/**
 * The stored terms of a tenant that begin with a word, as a table named `part` with the column `value`. Jumps from one term to
 * the next, without reading all rows that have it. `table` has an index that begins with `tenant_id` and `term`.
 */
export function termsBeginning(table: string, tenantId: string, word: string): Fragment {
  const first = (from: Fragment) =>
    sql`SELECT min(term) FROM ${raw(table)} WHERE tenant_id = ${tenantId} AND ${from}`;
  return sql`(WITH RECURSIVE found (value) AS (
      ${first(beginsWith(sql`term`, word))} UNION ALL
      SELECT (${first(sql`term > found.value AND term < ${endOf(word)}`)}) FROM found WHERE found.value IS NOT NULL
    ) SELECT value FROM found WHERE value IS NOT NULL) AS part`;
}

/** The condition that a term begins with a word. A number matches exactly: too many others begin with its digits. */
export function beginsWith(term: Fragment, word: string): Fragment {
  return sql`${term} >= ${word} AND ${term} < ${endOf(word)}`;
}

function endOf(word: string): string {
  return word + (/^\d+$/.test(word) ? " " : "\u{10ffff}");
}
