import * as z from "zod";
import { storefrontQuery } from "../../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery, uncountedPageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { postComments } from "../post-comments.ts";
import { listPostComments, nodeCommentSorts } from "../view/list-node-comments.ts";
import { listPostReplies } from "../view/list-replies.ts";
import { postCommentInput, postCommentPatch } from "../writing/schema.ts";

const tag = "Post comments";
const params = z.object({ slug: z.string().min(1).max(255) });
const ofOne = params.extend({ id: opaqueId });
const path = `${postComments.path}/{id}` as const;
const { locale } = storefrontQuery;

/** Comments on posts, for readers. */
export const postRoutes = [
  defineRoute({
    method: "get",
    path: postComments.path,
    tag,
    operationId: "listPostComments",
    summary: "List the comments on a post",
    description:
      "Lists the approved comments on a published post, each with the first replies of its thread. A former slug redirects to the current one.",
    operation: listPostComments,
    params,
    query: z.strictObject({ ...pageQuery, locale, sort: z.enum(nodeCommentSorts).default("newest") }),
    input: ({ params: { slug }, page, query: { sort } }) => ({ ...page, handle: slug, sort }),
    returns: "A page of comments",
    moved: (slug) => `/v1/store/posts/${slug}/comments`,
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: postComments.path,
    tag,
    operationId: "createPostComment",
    summary: "Comment on a post",
    description:
      "Writes a comment on a published post, or a reply to one. The setting `comments` says whether guests may. Comments of guests, a customer's first one and whatever looks like spam wait for a moderator; others are shown at once, and so are those of staff. A form can have the field `website` where people don't see it, for robots to fill.",
    operation: postComments.create,
    params,
    body: postCommentInput,
    input: ({ params: { slug }, body, requestedLocales }) => ({ ...body, handle: slug, requestedLocales }),
    status: 201,
    returns: "The comment, and whether it is shown already",
    location: ({ href }) => href,
    refusals: [
      ...(["comments-closed", "unknown-parent", "too-deep", "too-large"] as const),
      ...(["unauthenticated", "forbidden"] as const),
    ],
  }),
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "getPostComment",
    summary: "Get a comment on a post",
    description: "Returns a comment that is shown, or one's own whatever its status.",
    operation: postComments.read,
    params: ofOne,
    query: z.strictObject({ locale }),
    input: ({ params: { slug, id }, requestedLocales }) => ({ handle: slug, id, requestedLocales }),
    returns: "The comment",
  }),
  defineRoute({
    method: "patch",
    path,
    tag,
    operationId: "updatePostComment",
    summary: "Change your own comment on a post",
    description:
      "Customers change what they have written for 15 minutes. A comment that looks like spam since is hidden until a moderator has seen it.",
    operation: postComments.updateOwn,
    params: ofOne,
    body: postCommentPatch,
    input: ({ params: { slug, id }, body, requestedLocales }) => ({
      ...{ handle: slug, id, requestedLocales },
      patch: body,
    }),
    returns: "The comment",
    refusals: ["comment-settled"],
  }),
  defineRoute({
    method: "delete",
    path,
    tag,
    operationId: "deletePostComment",
    summary: "Delete your own comment on a post",
    description: "Customers delete what they have written for 15 minutes, unless somebody has replied.",
    operation: postComments.deleteOwn,
    params: ofOne,
    input: ({ params: { slug, id }, requestedLocales }) => ({ handle: slug, id, requestedLocales }),
    returns: "Deleted",
    refusals: ["comment-settled"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/replies`,
    tag,
    operationId: "listPostCommentReplies",
    summary: "List the replies to a comment on a post",
    description: "Lists all replies in the thread that a comment has begun, oldest first, at all levels.",
    operation: listPostReplies,
    params: ofOne,
    query: z.strictObject({ ...uncountedPageQuery, locale }),
    input: ({ params: { slug, id }, page: { limit, after } }) => ({ handle: slug, id, limit, after }),
    returns: "A page of replies",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/report`,
    tag,
    operationId: "reportPostComment",
    summary: "Report a comment on a post",
    description:
      "Tells the moderators that a comment should not be there. It stays until they decide, and three reports bring it back to them. Each reader counts once.",
    operation: postComments.report,
    params: ofOne,
    input: ({ params: { slug, id }, requestedLocales }) => ({ handle: slug, id, requestedLocales }),
    returns: "Reported",
  }),
];
