import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { isFitting } from "../../../kernel/read/fitted.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../kernel/read/query.ts";
import { sql, statement } from "../../../kernel/storage/sql.ts";
import { servedLocales } from "../../../kernel/values/locale.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { productHandles } from "../../listing/index.ts";
import { rating, ratingColumn, readRating } from "../../ratings/index.ts";
import { handleMatch } from "../../translations/index.ts";
import { stars } from "../comment/schema.ts";
import { storeComment } from "../comment/shapes.ts";
import { countOfThreads, keysetOf, pageOfThreads, threadIn, threadSorts } from "./threads.ts";

export const reviewSorts = threadSorts;

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
    const list = { tenantId, match, asked };
    const beside = sql`${ratingColumn(tenantId, sql`match.owner`)} AS product_rating`;
    const [rows = [], [total] = []] = await model.batch([
      statement(pageOfThreads(list, beside, after, limit + 1)),
      ...(count ? [statement(countOfThreads(list))] : []),
    ]);
    const [first] = rows;
    if (first === undefined) return refused(noSuchProduct);
    const page = pageOf(
      rows.filter(({ id }) => id !== null),
      limit,
      (row) => keysetOf(row, asked),
      threadIn,
      isFitting,
    );
    const totalCount = total === undefined ? undefined : Number(total.total);
    return ok({ ...page, totalCount, rating: readRating(first.product_rating) });
  },
});

const noSuchProduct = refusal("not-found", "There is no such product.");
