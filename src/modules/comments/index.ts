import { defineResources } from "../../kernel/access/permission.ts";
import { defineModule } from "../../kernel/module.ts";
import { commentEvents } from "./comment/events.ts";
import { commentShapes } from "./comment/shapes.ts";
import { commentAggregate, migrations } from "./comment/store.ts";
import { exportComments } from "./export/queries.ts";
import { commentIds } from "./ids.ts";
import { importComment } from "./import/commands.ts";
import { commentLimits } from "./limits.ts";
import {
  approveComment,
  decideComments,
  deleteComment,
  hideComment,
  readOneComment,
  rejectComment,
} from "./moderation/commands.ts";
import { moderationRoutes } from "./moderation/routes.ts";
import { decidedComments, decisionsInput } from "./moderation/schema.ts";
import { postComments } from "./post-comments.ts";
import { problems } from "./problems.ts";
import { reviews } from "./reviews.ts";
import { pageRoutes } from "./store/page-routes.ts";
import { postRoutes } from "./store/post-routes.ts";
import { reviewRoutes } from "./store/review-routes.ts";
import { commentTransfer } from "./transfer/store.ts";
import { listComments } from "./view/list-comments.ts";
import { listPageComments, listPostComments } from "./view/list-node-comments.ts";
import { listPageReplies, listPostReplies, listReplies } from "./view/list-replies.ts";
import { listReviews } from "./view/list-reviews.ts";
import { commentView } from "./view/project-comments.ts";
import { postCommentInput, postCommentPatch, reviewInput, reviewPatch } from "./writing/schema.ts";

export type { Comment } from "./comment/schema.ts";
export { adminComment } from "./comment/shapes.ts";
export { type CommentOwner, commentsOf, decideCommentErasure } from "./erasing/store.ts";
export { type ExportedComments, exportComments } from "./export/queries.ts";
export { commentIds } from "./ids.ts";
export { importComment } from "./import/commands.ts";
export type { ImportedComment } from "./import/schema.ts";
export { commentLimits } from "./limits.ts";
export { writtenComment } from "./moderation/commands.ts";

/** The permission resources of this module, and the default actions per role. */
const resources = defineResources({
  comments: { admin: ["manage"], manager: ["create", "read", "update", "delete", "list"] },
});

/** Comments on posts, and reviews of products: comments with stars. Without the module `content`, there are no posts. */
export const comments = defineModule({
  name: "comments",
  requires: ["customers", "catalogue"],
  optional: true,
  problems,
  ids: commentIds,
  resources,
  limits: Object.values(commentLimits),
  migrations,
  aggregates: [commentAggregate],
  events: commentEvents,
  transfers: [commentTransfer],
  operations: [
    ...[reviews, postComments].flatMap(({ create, updateOwn, deleteOwn, read, report }) => [
      ...[create, updateOwn, deleteOwn, read, report],
    ]),
    ...[listReviews, listReplies, listPostComments, listPostReplies, listPageComments, listPageReplies],
    ...[
      approveComment,
      rejectComment,
      hideComment,
      decideComments,
      deleteComment,
      readOneComment,
      listComments,
      importComment,
      exportComments,
    ],
  ],
  views: [commentView],
  tags: {
    Reviews: "Reviews of products, and comments on them: written by shoppers, shown once they are approved.",
    "Post comments": "Comments on posts: written by readers, shown once they are approved.",
    "Page comments": "Comments that pages had elsewhere. New ones are written on posts.",
    Comments: "Comments and reviews, as moderators see them.",
  },
  schemas: [
    commentShapes,
    {
      ReviewInput: reviewInput,
      ReviewPatch: reviewPatch,
      PostCommentInput: postCommentInput,
      PostCommentPatch: postCommentPatch,
      CommentDecisionsInput: decisionsInput,
      DecidedComments: decidedComments,
    },
  ],
  routes: [...reviewRoutes, ...postRoutes, ...pageRoutes, ...moderationRoutes],
});

declare module "../../kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly comments: typeof resources;
  }
}
