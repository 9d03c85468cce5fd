import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "invalid-parent": {
    status: 422,
    title: "Not possible as the parent",
    help: "A page or category is not below itself, only pages can be below pages, and there are at most ten levels.",
  },
  "has-children": {
    status: 409,
    title: "Others are below it",
    help: "Move or delete the pages or categories that are below it first.",
  },
  "invalid-schedule": {
    status: 422,
    title: "Schedule is not possible",
    help: "`publishAt` and `unpublishAt` are in the future, `publishAt` first. A post that is published cannot be published again.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly content: typeof problems;
  }
}
