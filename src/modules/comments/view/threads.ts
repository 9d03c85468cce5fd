import { fitted } from "../../../kernel/read/fitted.ts";
import type { Keyset } from "../../../kernel/read/page.ts";
import { type Fragment, join, raw, sql } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { toStoreReply } from "../comment/presentation.ts";
import { commentState } from "../comment/schema.ts";
import type { StoreComment } from "../comment/shapes.ts";
import { readReplies, repliesOf } from "./shown.ts";

/** The orders of threads. In the order of stars, only those with stars are listed. */
export const threadSorts = ["newest", "oldest", "-rating", "rating"] as const;

/** What is listed of a subject's threads. */
export interface Asked {
  readonly rating: number | null;
  readonly sort: (typeof threadSorts)[number];
}

/** A list of the threads of a subject. `match` is a statement with a row of its `owner`, and with no row without a subject. */
export interface ThreadList {
  readonly tenantId: string;
  readonly match: Fragment;
  readonly asked: Asked;
}

/**
 * The rows of a page: each has the columns `beside` of `match`, and those of a comment that begins a thread. The only row of a
 * subject without any has null as its id.
 */
export function pageOfThreads(
  { tenantId, match, asked }: ThreadList,
  beside: Fragment,
  after: Keyset | null,
  limit: number,
): Fragment {
  const { first, bytes, count } = repliesOf(tenantId);
  const isDescending = asked.sort === "newest" || asked.sort === "-rating";
  const columns = [...(isByStars(asked) ? ["rating"] : []), "created_at", "id"];
  const order = (prefix: string) =>
    raw(columns.map((column) => `${prefix}${column} ${isDescending ? "DESC" : "ASC"}`).join(", "));
  const beyond =
    after === null
      ? []
      : [
          sql`(${raw(columns.map((column) => `c.${column}`).join(", "))}) ${raw(isDescending ? "<" : ">")}
            (${join(
              columns.map((_, index) => sql`${after[index] ?? null}`),
              ", ",
            )})`,
        ];
  const { from, where } = threadsOf(tenantId, asked);
  const page = sql`SELECT c.rowid AS row, c.rating, c.created_at, c.id, 3 * (octet_length(c.state) + ${bytes}) AS bytes
    FROM ${from} WHERE ${join([where, ...beyond], " AND ")} ORDER BY ${order("c.")} LIMIT ${limit}`;
  return sql`WITH match AS MATERIALIZED (${match}), page AS MATERIALIZED (${fitted(page, order(""))})
    SELECT ${beside}, page.rating, page.created_at, page.id, page.fits,
      c.state_version, c.state, ${first} AS replies, ${count} AS reply_count
    FROM match LEFT JOIN page ON true LEFT JOIN comments AS c ON c.rowid = page.row AND page.fits ORDER BY page.place`;
}

/** How many there are in the whole list, as `total`. */
export function countOfThreads({ tenantId, match, asked }: ThreadList): Fragment {
  const { from, where } = threadsOf(tenantId, asked);
  return sql`WITH match AS MATERIALIZED (${match}) SELECT count(*) AS total FROM ${from} WHERE ${where}`;
}

/** The threads `c` of the subject `match`. */
function threadsOf(tenantId: string, asked: Asked): { readonly from: Fragment; readonly where: Fragment } {
  const ofSubject = sql`c.tenant_id = ${tenantId} AND c.subject_id = (SELECT owner FROM match) AND c.status = 'approved' AND c.depth = 1`;
  if (asked.rating === null && !isByStars(asked))
    return { from: raw("comments AS c INDEXED BY comments_shown"), where: ofSubject };
  const rated = sql`${ofSubject} AND c.rating IS NOT NULL`;
  return {
    from: raw("comments AS c INDEXED BY comments_rated"),
    where: asked.rating === null ? rated : sql`${rated} AND c.rating = ${asked.rating}`,
  };
}

/** Whether the list is in the order of stars. Those without any are not in it. */
function isByStars({ sort }: Asked): boolean {
  return sort === "rating" || sort === "-rating";
}

/** Where a row is in the list. */
export function keysetOf(row: Row, asked: Asked): Keyset {
  return [...(isByStars(asked) ? [row.rating ?? null] : []), row.created_at ?? null, row.id ?? null];
}

/** The thread of a row. */
export function threadIn(row: Row): StoreComment | undefined {
  const state = commentState.readJson(Number(row.state_version), String(row.state));
  if (state === undefined) return undefined;
  return { ...toStoreReply(state), replies: readReplies(row.replies), replyCount: Number(row.reply_count) };
}
