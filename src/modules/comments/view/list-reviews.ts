import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { fitted, isFitting } from "../../../kernel/read/fitted.ts";
import { type Keyset, pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { type Fragment, join, raw, sql, statement } from "../../../kernel/storage/sql.ts";
import type { Row } from "../../../kernel/storage/storage.ts";
import { servedLocales } from "../../../kernel/values/locale.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { productHandles } from "../../listing/index.ts";
import { rating, ratingColumn, readRating } from "../../ratings/index.ts";
import { handleMatch } from "../../translations/index.ts";
import { toStoreReply } from "../comment/presentation.ts";
import { commentState, stars } from "../comment/schema.ts";
import { type StoreComment, storeComment } from "../comment/shapes.ts";
import { readReplies, repliesOf } from "./shown.ts";

export const reviewSorts = ["newest", "oldest", "-rating", "rating"] as const;
type ReviewSort = (typeof reviewSorts)[number];

/** The approved reviews of a product, each with the first of its replies, and what their stars come to. */
export const listReviews = defineViewQuery({
  name: "comments.listReviews",
  access: "public",
  input: pageRequest.extend({
    handle: z.string().min(1).max(255),
    rating: stars.nullable().default(null),
    sort: z.enum(reviewSorts).default("newest"),
  }),
  output: pageOutput(storeComment).extend({ rating }),
  varies: ["locale"],
  async run(model, { handle, limit, after, count, ...asked }, context) {
    const tenant = await context.tenant();
    if (!tenant.ok) return tenant;
    const { tenantId } = context;
    const match = handleMatch(
      productHandles(tenantId),
      handle,
      servedLocales(context.requestedLocales, tenant.value),
    );
    const [rows = [], [total] = []] = await model.batch([
      statement(pageOfReviews(tenantId, match, asked, after, limit + 1)),
      ...(count ? [statement(countOfReviews(tenantId, match, asked))] : []),
    ]);
    const [first] = rows;
    if (first === undefined) return refused(noSuchProduct);
    const page = pageOf(
      rows.filter(({ id }) => id !== null),
      limit,
      (row) => [...(isByStars(asked) ? [row.rating ?? null] : []), row.created_at ?? null, row.id ?? null],
      reviewIn,
      isFitting,
    );
    const totalCount = total === undefined ? undefined : Number(total.total);
    return ok({ ...page, totalCount, rating: readRating(first.product_rating) });
  },
});

export const noSuchProduct = refusal("not-found", "There is no such product.");

interface Asked {
  readonly rating: number | null;
  readonly sort: ReviewSort;
}

function reviewIn(row: Row): StoreComment | undefined {
  const state = commentState.readJson(Number(row.state_version), String(row.state));
  if (state === undefined) return undefined;
  return { ...toStoreReply(state), replies: readReplies(row.replies), replyCount: Number(row.reply_count) };
}

/** Whether the list is in the order of stars. Those without any are not in it. */
function isByStars({ sort }: Asked): boolean {
  return sort === "rating" || sort === "-rating";
}

function pageOfReviews(
  tenantId: string,
  match: Fragment,
  asked: Asked,
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
  const { from, where } = reviewsOf(tenantId, asked);
  const page = sql`SELECT c.rowid AS row, c.rating, c.created_at, c.id, 3 * (octet_length(c.state) + ${bytes}) AS bytes
    FROM ${from} WHERE ${join([where, ...beyond], " AND ")} ORDER BY ${order("c.")} LIMIT ${limit}`;
  return sql`WITH match AS MATERIALIZED (${match}), page AS MATERIALIZED (${fitted(page, order(""))})
    SELECT ${ratingColumn(tenantId, sql`match.owner`)} AS product_rating, page.rating, page.created_at, page.id, page.fits,
      c.state_version, c.state, ${first} AS replies, ${count} AS reply_count
    FROM match LEFT JOIN page ON true LEFT JOIN comments AS c ON c.rowid = page.row AND page.fits ORDER BY page.place`;
}

/** The reviews `c` of the product `match`. */
function reviewsOf(tenantId: string, asked: Asked): { readonly from: Fragment; readonly where: Fragment } {
  const ofProduct = sql`c.tenant_id = ${tenantId} AND c.subject_id = (SELECT owner FROM match) AND c.status = 'approved' AND c.depth = 1`;
  if (asked.rating === null && !isByStars(asked))
    return { from: raw("comments AS c INDEXED BY comments_shown"), where: ofProduct };
  const rated = sql`${ofProduct} AND c.rating IS NOT NULL`;
  return {
    from: raw("comments AS c INDEXED BY comments_rated"),
    where: asked.rating === null ? rated : sql`${rated} AND c.rating = ${asked.rating}`,
  };
}

function countOfReviews(tenantId: string, match: Fragment, asked: Asked): Fragment {
  const { from, where } = reviewsOf(tenantId, asked);
  return sql`WITH match AS MATERIALIZED (${match}) SELECT count(*) AS total FROM ${from} WHERE ${where}`;
}
