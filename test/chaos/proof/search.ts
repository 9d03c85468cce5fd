import type { Row } from "../kept/rows.ts";
import { differences } from "./differences.ts";

type Query = (sql: string) => readonly Row[];

/** The index keeps tables of its own, whose bytes depend on the order in which things came. */
export const indexTables = /^search_terms/;

/** Where words lead to other products than they should. */
export function faultsInSearch(kept: Query, anew: Query): readonly string[] {
  return differences("the search index", termsIn(kept), termsIn(anew));
}

function termsIn(query: Query): readonly Row[] {
  query("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, search_terms, instance)");
  return query(`SELECT d.tenant_id, d.product_id, v.term, v.col FROM temp.vocabulary AS v
JOIN search_documents AS d ON d.id = v.doc`);
}
