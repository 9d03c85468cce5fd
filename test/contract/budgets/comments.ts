import { commentSorts } from "../../../src/modules/comments/view/filters.ts";
import { nodeCommentSorts } from "../../../src/modules/comments/view/list-node-comments.ts";
import { reviewSorts } from "../../../src/modules/comments/view/list-reviews.ts";

/** Inputs of the reads of comments. */
export function commentInputs(page: object): Readonly<Record<string, readonly object[]>> {
  return {
    "comments.listComments": [
      page,
      { ...page, q: "bright" },
      { ...page, q: "bright grace", status: ["approved"], rating: [5] },
      { ...page, author: "grace@example.com" },
      { ...page, author: "cus_1", subject: ["prod_1"] },
      { ...page, subject: ["prod_1", "prod_2"] },
      { ...page, subjectType: ["post"], awaiting: true },
      { ...page, awaiting: true },
      { ...page, status: ["approved", "hidden"], awaiting: false },
      { ...page, rating: [1] },
      ...commentSorts.flatMap((sort) => [
        { ...page, sort },
        { ...page, sort, after: ["2026-01-01T00:00:00.000Z", "com_01J00000000000000000000000"] },
      ]),
    ],
    "comments.listReviews": [
      { ...page, handle: "lamp" },
      { ...page, handle: "lamp", rating: 5 },
      ...reviewSorts.flatMap((sort) => [
        { ...page, handle: "lamp", sort },
        { ...page, handle: "lamp", sort, rating: 5 },
      ]),
      { ...page, handle: "lamp", after: ["2026-01-01T00:00:00.000Z", "com_01J00000000000000000000000"] },
      {
        ...page,
        ...{ handle: "lamp", sort: "-rating" },
        after: [5, "2026-01-01T00:00:00.000Z", "com_01J00000000000000000000000"],
      },
    ],
    "comments.listReplies": [
      { ...page, handle: "lamp", id: "the thread" },
      {
        ...page,
        ...{ handle: "lamp", id: "the thread" },
        after: ["2026-01-01T00:00:00.000Z", "com_01J00000000000000000000000"],
      },
    ],
    "comments.listPostComments": commentsOn(page),
    "comments.listPageComments": commentsOn(page),
    "comments.listPostReplies": repliesOn(page, "the post's thread"),
    "comments.listPageReplies": repliesOn(page, "the page's thread"),
  };
}

const later = ["2026-01-01T00:00:00.000Z", "com_01J00000000000000000000000"];

function commentsOn(page: object): readonly object[] {
  return nodeCommentSorts.flatMap((sort) => [
    { ...page, handle: "summer-lights", sort },
    { ...page, handle: "summer-lights", sort, after: later },
  ]);
}

function repliesOn(page: object, id: string): readonly object[] {
  return [
    { ...page, handle: "summer-lights", id },
    { ...page, handle: "summer-lights", id, after: later },
  ];
}
