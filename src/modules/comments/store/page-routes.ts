import * as z from "zod";
import { storefrontQuery } from "../../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery, uncountedPageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { listPageComments, nodeCommentSorts } from "../view/list-node-comments.ts";
import { listPageReplies } from "../view/list-replies.ts";

const tag = "Page comments";
const params = z.object({ slug: z.string().min(1).max(255) });
const path = "/v1/store/pages/{slug}/comments";
const { locale } = storefrontQuery;

/** Comments that pages had elsewhere, for readers. */
export const pageRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listPageComments",
    summary: "List the comments on a page",
    description:
      "Lists the approved comments on a published page, each with the first replies of its thread. They were imported with it: pages take no new ones. A former slug redirects to the current one.",
    operation: listPageComments,
    params,
    query: z.strictObject({ ...pageQuery, locale, sort: z.enum(nodeCommentSorts).default("newest") }),
    input: ({ params: { slug }, page, query: { sort } }) => ({ ...page, handle: slug, sort }),
    returns: "A page of comments",
    moved: (slug) => `/v1/store/pages/${slug}/comments`,
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}/replies`,
    tag,
    operationId: "listPageCommentReplies",
    summary: "List the replies to a comment on a page",
    description: "Lists all replies in the thread that a comment has begun, oldest first, at all levels.",
    operation: listPageReplies,
    params: params.extend({ id: opaqueId }),
    query: z.strictObject({ ...uncountedPageQuery, locale }),
    input: ({ params: { slug, id }, page: { limit, after } }) => ({ handle: slug, id, limit, after }),
    returns: "A page of replies",
    refusals: ["invalid-cursor"],
  }),
];
