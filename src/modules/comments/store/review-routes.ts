import * as z from "zod";
import { shownAs, storefrontQuery } from "../../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery, uncountedPageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { stars } from "../comment/schema.ts";
import { reviews } from "../reviews.ts";
import { listReplies } from "../view/list-replies.ts";
import { listReviews, reviewSorts } from "../view/list-reviews.ts";
import { reviewInput, reviewPatch } from "../writing/schema.ts";

const tag = "Reviews";
const params = z.object({ handle: z.string().min(1).max(255) });
const ofOne = params.extend({ id: opaqueId });
const path = `${reviews.path}/{id}` as const;
const { locale } = storefrontQuery;

const aboutRating = "Only reviews with so many stars.";
const ratingFilter = shownAs(
  () => stars.optional().describe(aboutRating),
  z
    .enum(["1", "2", "3", "4", "5"])
    .optional()
    .transform((text) => (text === undefined ? null : Number(text)))
    .describe(aboutRating),
);

export const reviewRoutes = [
  defineRoute({
    method: "get",
    path: reviews.path,
    tag,
    operationId: "listReviews",
    summary: "List the reviews of a product",
    description:
      "Lists the approved reviews of a product and comments on it, each with the first replies of its thread. `rating` beside the items is what all stars come to. In the order of stars, only those with stars are listed.",
    operation: listReviews,
    params,
    query: z.strictObject({
      ...pageQuery,
      locale,
      rating: ratingFilter,
      sort: z.enum(reviewSorts).default("newest"),
    }),
    input: ({ params: { handle }, page, query: { rating, sort } }) => ({ ...page, handle, rating, sort }),
    returns: "A page of reviews",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: reviews.path,
    tag,
    operationId: "createReview",
    summary: "Review a product",
    description:
      "Writes a review, a comment without stars, or a reply to one. The setting `comments` says whether guests may. Comments of guests, a customer's first one and whatever looks like spam wait for a moderator; others are shown at once. A form can have the field `website` where people don't see it, for robots to fill.",
    operation: reviews.create,
    params,
    body: reviewInput,
    input: ({ params: { handle }, body, requestedLocales }) => ({ ...body, handle, requestedLocales }),
    status: 201,
    returns: "The review, and whether it is shown already",
    location: ({ href }) => href,
    refusals: [
      ...(["comments-closed", "duplicate-review", "unknown-parent", "too-deep", "too-large"] as const),
      ...(["unauthenticated", "forbidden"] as const),
    ],
  }),
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "getReview",
    summary: "Get a review",
    description: "Returns a review that is shown, or one's own whatever its status.",
    operation: reviews.read,
    params: ofOne,
    query: z.strictObject({ locale }),
    input: ({ params, requestedLocales }) => ({ ...params, requestedLocales }),
    returns: "The review",
  }),
  defineRoute({
    method: "patch",
    path,
    tag,
    operationId: "updateReview",
    summary: "Change your own review",
    description:
      "Customers change what they have written for 15 minutes. One that looks like spam since is hidden until a moderator has seen it.",
    operation: reviews.updateOwn,
    params: ofOne,
    body: reviewPatch,
    input: ({ params, body, requestedLocales }) => ({ ...params, patch: body, requestedLocales }),
    returns: "The review",
    refusals: ["comment-settled", "duplicate-review"],
  }),
  defineRoute({
    method: "delete",
    path,
    tag,
    operationId: "deleteReview",
    summary: "Delete your own review",
    description: "Customers delete what they have written for 15 minutes, unless somebody has replied.",
    operation: reviews.deleteOwn,
    params: ofOne,
    input: ({ params, requestedLocales }) => ({ ...params, requestedLocales }),
    returns: "Deleted",
    refusals: ["comment-settled"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/replies`,
    tag,
    operationId: "listReviewReplies",
    summary: "List the replies to a review",
    description: "Lists all replies in the thread that a review has begun, oldest first, at all levels.",
    operation: listReplies,
    params: ofOne,
    query: z.strictObject({ ...uncountedPageQuery, locale }),
    input: ({ params, page: { limit, after } }) => ({ ...params, limit, after }),
    returns: "A page of replies",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/report`,
    tag,
    operationId: "reportReview",
    summary: "Report a review",
    description:
      "Tells the moderators that a review should not be there. It stays until they decide, and three reports bring it back to them. Each reader counts once.",
    operation: reviews.report,
    params: ofOne,
    input: ({ params, requestedLocales }) => ({ ...params, requestedLocales }),
    returns: "Reported",
  }),
];
