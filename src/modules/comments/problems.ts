import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "comments-closed": {
    status: 409,
    title: "Comments are closed",
    help: "The shop takes no comments, or none on this subject. Those that are there can still be read.",
  },
  "duplicate-review": {
    status: 409,
    title: "Already reviewed",
    help: "A customer gives stars to a product once. Change the review that is there, or write a comment without `rating`.",
  },
  "comment-settled": {
    status: 409,
    title: "Comment can't be changed any more",
    help: "Authors change and delete their comments for 15 minutes, and delete them only while nobody has replied. Ask the shop afterwards.",
  },
  "unknown-parent": {
    status: 422,
    title: "Unknown parent",
    help: "`parentId` is no approved comment on the same subject.",
  },
  "unknown-comment": {
    status: 422,
    title: "Unknown comment",
    help: "An entry of `items` names no comment of this tenant. Nothing was decided.",
  },
  "too-deep": {
    status: 422,
    title: "Thread too deep",
    help: "Comments are nested at most 5 deep. Reply to the comment above.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly comments: typeof problems;
  }
}
