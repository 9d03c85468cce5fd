import { type Fragment, join, raw, sql } from "../../kernel/storage/sql.ts";
import { wordsIn } from "../../kernel/text/terms.ts";
import { beginsWith, termsBeginning } from "./terms.ts";

/** A table whose rows have terms in another table, and the names that SQL needs. */
export interface Searched {
  readonly table: string;
  /** The alias of the table. The terms are `t`. */
  readonly alias: string;
  readonly terms: string;
  /** The column of the terms with the row's id, and the index that begins with it. */
  readonly rowId: string;
  readonly byRow: string;
}

/** How rows are found by their terms: in parts, one for each stored term. A row may be in several. */
export interface FoundByWords {
  readonly parts: Fragment;
  /** The rows, and the terms they are read through. */
  readonly rows: Fragment;
  readonly on: Fragment;
}

const mostWords = 5;

/**
 * Searches by the longest word of a text, the most selective one, via each stored term that begins with it. Checks the others.
 * Null if the text has no words.
 */
export function byWords(
  tenantId: string,
  text: string,
  { table, alias, terms, rowId, byRow }: Searched,
): FoundByWords | null {
  const words = wordsIn(text).slice(0, mostWords);
  const [matching, ...others] = words.toSorted((a, b) => b.length - a.length);
  if (matching === undefined) return null;
  const row = raw(alias);
  const has = (word: string) => sql`EXISTS (SELECT 1 FROM ${raw(terms)} AS other INDEXED BY ${raw(byRow)}
    WHERE other.tenant_id = ${row}.tenant_id AND other.${raw(rowId)} = ${row}.id AND ${beginsWith(sql`other.term`, word)})`;
  const on = sql`t.tenant_id = ${tenantId} AND t.term = part.value AND ${row}.tenant_id = ${tenantId} AND ${row}.id = t.${raw(rowId)}`;
  return {
    parts: termsBeginning(terms, tenantId, matching),
    rows: sql`${raw(terms)} AS t CROSS JOIN ${raw(table)} AS ${row}`,
    on: join([on, ...others.map(has)], " AND "),
  };
}

/** Values as a table named `part`, each once. */
export function each(values: readonly unknown[]): Fragment {
  return sql`json_each(${JSON.stringify([...new Set(values)])}) AS part`;
}
