import { type Fragment, sql } from "../../../../kernel/storage/sql.ts";
import { matchOf, type SearchRequest, titleMatchOf } from "./match.ts";
import { scoreOf } from "./score.ts";

/** Which products a request finds, as pieces of a statement. */
export interface Hits {
  /** Definitions to put behind WITH, as long as the statement reads `best`, `among` or `incomplete`. */
  readonly definitions: readonly Fragment[];
  /** A subquery of `product_id` and `score`: the best hits, a few thousand at most. */
  readonly best: Fragment;
  /** A condition: there are more than `best` has. */
  readonly incomplete: Fragment;
  /** A subquery of `product_id` and `score` of every hit among products, themselves a subquery of `product_id`. */
  readonly among: (products: Fragment) => Fragment;
  /** A subquery of the `product_id` of every hit; needs no definitions. */
  readonly all: Fragment;
}

/**
 * The one place where products are found by words. Lists, facets and counts are put together from its hits, and know
 * nothing of terms or weights.
 */
export interface ProductSearch {
  /** @returns null where the request asks for nothing, which everything fits. */
  find(tenantId: string, request: SearchRequest): Hits | null;
}

/** Hits that are ranked, of those with all words in the title and of all, each. */
const mostRanked = 2_000;
/** Hits of labels alone, which are all alike. */
const mostUnranked = 5_000;

/** The search in D1: `search_terms` finds, `search_documents` ranks. */
export const productSearch: ProductSearch = {
  find(tenantId, request) {
    const match = matchOf(tenantId, request);
    if (match === null) return null;
    const titleMatch = titleMatchOf(tenantId, request);
    const { asked, value } = scoreOf(request.question ?? { chunks: [], whole: null });
    const found = (text: string) =>
      sql`SELECT rowid AS id FROM search_terms WHERE search_terms MATCH ${text}`;
    const most = titleMatch === null ? mostUnranked : mostRanked;
    const some = (text: string) => sql`SELECT id FROM (${found(text)} LIMIT ${most})`;
    const hits = titleMatch === null ? some(match) : sql`${some(titleMatch)} UNION ${some(match)}`;
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
