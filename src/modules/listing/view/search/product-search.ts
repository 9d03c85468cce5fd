import { type Fragment, sql } from "../../../../kernel/storage/sql.ts";
import {
  matchOf,
  type Question,
  type SearchRequest,
  scoreOf,
  titleMatchOf,
} from "../../../term-search/index.ts";

/** The products that a request finds, as fragments of a statement. */
export interface Hits {
  /** CTEs that `best`, `among` and `incomplete` need. */
  readonly definitions: readonly Fragment[];
  /** A subquery of `product_id` and `score`: the best hits, a few thousand at most. */
  readonly best: Fragment;
  /** A condition: whether there are more hits than `best` has. */
  readonly incomplete: Fragment;
  /** A subquery of `product_id` and `score`: every hit among `products`, a subquery of `product_id`. */
  readonly among: (products: Fragment) => Fragment;
  /** A subquery of `product_id`: every hit. Needs no definitions. */
  readonly all: Fragment;
}

/**
 * The interface to full-text search. Lists, facets and counts build on its hits and don't depend on terms or weights.
 */
export interface ProductSearch {
  /** @returns null if the request is empty, so every product matches. */
  find(tenantId: string, request: SearchRequest): Hits | null;
}

/** The most hits to rank: this many with all words in the title, and this many of all. */
const mostRanked = 2_000;
/** The most hits of a request with labels only. They all score the same. */
const mostUnranked = 5_000;

/** Search in D1: finds hits in `search_terms` and ranks them with `search_documents`. */
export const productSearch: ProductSearch = {
  find(tenantId, request) {
    const match = matchOf(tenantId, request);
    if (match === null) return null;
    const titleMatch = titleMatchOf(tenantId, request);
    const { asked, value } = scoreOf(request.question ?? { chunks: [], whole: null });
    const found = (text: string) =>
      sql`SELECT rowid AS id FROM search_terms WHERE search_terms MATCH ${text}`;
    const most = titleMatch === null ? mostUnranked : mostRanked;
    const limited = (text: string) => sql`SELECT id FROM (${found(text)} LIMIT ${most})`;
    const hits = titleMatch === null ? limited(match) : sql`${limited(titleMatch)} UNION ${limited(match)}`;
    return {
      definitions: [sql`hits (id) AS MATERIALIZED (${hits})`, asked],
      best: sql`SELECT d.product_id, ${value} AS score FROM hits CROSS JOIN asked
        CROSS JOIN search_documents AS d ON d.id = hits.id AND d.tenant_id = ${tenantId}`,
      incomplete: sql`(SELECT count(*) FROM hits) >= ${most}`,
      among: (
        products,
      ) => sql`SELECT d.product_id, ${value} AS score FROM (${products}) AS one CROSS JOIN asked
        CROSS JOIN search_documents AS d ON d.tenant_id = ${tenantId} AND d.product_id = one.product_id
        WHERE d.id IN (${found(match)})`,
      all: sql`SELECT d.product_id FROM (${found(match)}) AS hit
        CROSS JOIN search_documents AS d ON d.id = hit.id AND d.tenant_id = ${tenantId}`,
    };
  },
};

/** Published products that have the words of a question, as `product_id` and `score`. `definitions` are CTEs that `rows` needs. */
export function productHits(
  tenantId: string,
  question: Question,
): { readonly definitions: readonly Fragment[]; readonly rows: Fragment } {
  const hits = productSearch.find(tenantId, {
    question,
    labels: { tag: [], vendor: [], type: [] },
    onSale: true,
  });
  if (hits === null) throw new Error("a question is never empty");
  return { definitions: hits.definitions, rows: hits.best };
}
