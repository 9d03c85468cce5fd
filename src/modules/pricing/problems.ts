import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "overlapping-tiers": {
    status: 422,
    title: "Overlapping tiers",
    help: "Two prices of a variant in one currency and list are for the same quantity. `minQuantity` and `maxQuantity` are both included.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly pricing: typeof problems;
  }
}
