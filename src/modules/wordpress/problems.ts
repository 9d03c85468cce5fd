import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "invalid-wxr": {
    status: 422,
    title: "No export of WordPress",
    help: "The file is not what WordPress writes under Tools, Export: WXR 1.0, 1.1 or 1.2.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly wordpress: typeof problems;
  }
}
