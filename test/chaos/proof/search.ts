import type { Row } from "../kept/rows.ts";
import { differences } from "./differences.ts";

type Query = (sql: string) => readonly Row[];

/** Indexes keep tables of their own, whose bytes depend on the order in which things came. */
export const indexTables = /^(?:content_)?search_terms/;

/** Each index, whose words it has, and what names one of those. */
const indexes = [
  { index: "search_terms", documents: "search_documents", names: "d.product_id" },
  { index: "content_search_terms", documents: "content_documents", names: "d.node_id, d.locale" },
] as const;

/** Where words lead to other products, posts or pages than they should. */
export function faultsInSearch(kept: Query, anew: Query): readonly string[] {
  return indexes.flatMap((one) =>
    differences(`the index ${one.index}`, termsIn(kept, one), termsIn(anew, one)),
  );
}

function termsIn(query: Query, { index, documents, names }: (typeof indexes)[number]): readonly Row[] {
  const vocabulary = `temp.vocabulary_of_${index}`;
  query(`CREATE VIRTUAL TABLE IF NOT EXISTS ${vocabulary} USING fts5vocab(main, ${index}, instance)`);
  return query(`SELECT d.tenant_id, ${names}, v.term, v.col FROM ${vocabulary} AS v
JOIN ${documents} AS d ON d.id = v.doc`);
}
