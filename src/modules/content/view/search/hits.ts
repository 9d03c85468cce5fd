import { type Fragment, sql } from "../../../../kernel/storage/sql.ts";
import { matchOf, type Question, scoreOf, titleMatchOf } from "../../../term-search/index.ts";

const noLabels = { tag: [], vendor: [], type: [] };

/** The most hits to rank: this many with all words in the title, and this many of all. */
const mostRanked = 500;

/** A subquery of the ids of the nodes, of any status, that have the words of a question in one of their languages. */
export function hitsOf(tenantId: string, question: Question): Fragment {
  const match = matchOf(tenantId, { question, labels: noLabels, onSale: false });
  return sql`SELECT d.node_id FROM content_search_terms AS hit
    CROSS JOIN content_documents AS d ON d.id = hit.rowid AND d.tenant_id = ${tenantId}
    WHERE content_search_terms MATCH ${match}`;
}

/**
 * Published nodes that have the words of a question, as `node_id`, `locale` and `score`: in the languages that the store has, and
 * nodes without any of them in those that they have. `definitions` are CTEs that `rows` needs,
 * beside the `asked` of `scoreOf`.
 */
export function rankedHits(
  tenantId: string,
  question: Question,
  locales: readonly string[],
): { readonly definitions: readonly Fragment[]; readonly rows: Fragment } {
  const request = { question, labels: noLabels, onSale: true };
  const found = (text: string | null) =>
    sql`SELECT rowid AS id FROM content_search_terms WHERE content_search_terms MATCH ${text} LIMIT ${mostRanked}`;
  const { value } = scoreOf(question);
  const isServed = (locale: Fragment) => sql`instr(${JSON.stringify(locales)}, json_quote(${locale})) > 0`;
  return {
    definitions: [
      sql`content_hits (id) AS MATERIALIZED (SELECT id FROM (${found(titleMatchOf(tenantId, request))})
        UNION SELECT id FROM (${found(matchOf(tenantId, request))}))`,
    ],
    rows: sql`SELECT d.node_id, d.kind, d.locale, d.id AS document, ${value} AS score FROM content_hits CROSS JOIN asked
      CROSS JOIN content_documents AS d ON d.id = content_hits.id AND d.tenant_id = ${tenantId}
      WHERE ${isServed(sql`d.locale`)} OR NOT EXISTS (SELECT 1 FROM content_documents AS other INDEXED BY content_documents_node
        WHERE other.tenant_id = ${tenantId} AND other.node_id = d.node_id AND ${isServed(sql`other.locale`)})`,
  };
}
