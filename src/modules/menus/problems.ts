import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "duplicate-location": {
    status: 409,
    title: "Location is already taken",
    help: "A location shows one menu. Change the one that it has, or move that to another location first.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly menus: typeof problems;
  }
}
