import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { listComments } from "../view/list-comments.ts";
import {
  approveComment,
  decideComments,
  deleteComment,
  hideComment,
  readOneComment,
  rejectComment,
} from "./commands.ts";
import { commentListQuery } from "./list-query.ts";
import { decisionsInput } from "./schema.ts";

const path = "/v1/admin/comments";
const params = z.object({ id: opaqueId });
const tag = "Comments";
const returns = "The comment";

export const moderationRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listComments",
    summary: "List comments",
    description:
      "Lists comments and reviews of every status, newest first. `awaiting=true` is the moderators' queue: what is pending, what readers have reported, and what an edit has hidden.",
    operation: listComments,
    query: commentListQuery,
    input: ({ page, query: { limit: _, cursor: __, count: ___, ...filters } }) => ({ ...page, ...filters }),
    returns: "A page of comments",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/decisions`,
    tag,
    operationId: "decideComments",
    summary: "Decide about many comments",
    description: "Approves, rejects and hides up to 500 comments: all of them, or none.",
    operation: decideComments,
    body: decisionsInput,
    input: ({ body }) => body,
    returns: "The comments, in the order of the request",
    refusals: ["unknown-comment", "invalid-transition"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getComment",
    summary: "Get a comment",
    description: "Returns a comment, with its author and why it waits for a moderator.",
    operation: readOneComment,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deleteComment",
    summary: "Delete a comment",
    description: "Deletes a comment with all replies to it, also from the log of events. It can't be undone.",
    operation: deleteComment,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/approve`,
    tag,
    operationId: "approveComment",
    summary: "Approve a comment",
    description:
      "Shows a comment that is pending or hidden. Of an approved one, it settles what readers have reported.",
    operation: approveComment,
    params,
    input: ({ params }) => params,
    returns,
    refusals: ["invalid-transition"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/reject`,
    tag,
    operationId: "rejectComment",
    summary: "Reject a comment",
    description: "Refuses a comment that is pending, for good. Nobody but staff and its author sees it.",
    operation: rejectComment,
    params,
    input: ({ params }) => params,
    returns,
    refusals: ["invalid-transition"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/hide`,
    tag,
    operationId: "hideComment",
    summary: "Hide a comment",
    description:
      "Takes an approved comment out of sight, and with it all replies. Approve it to show it again.",
    operation: hideComment,
    params,
    input: ({ params }) => params,
    returns,
    refusals: ["invalid-transition"],
  }),
];
