import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "release-refused": {
    status: 409,
    title: "The release cannot take effect",
    help: "One of its items is refused, and nothing has changed. The pointer leads to the item. Change it or what it is about, then publish the release again.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly releases: typeof problems;
  }
}
