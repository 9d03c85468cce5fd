import { defineProblems } from "../../kernel/api/problem.ts";

/** What the module's operations can answer besides the platform's own problems. */
export const problems = defineProblems({
  "invalid-prices": {
    status: 422,
    title: "Invalid prices",
    help: "Give one price per currency, and no compare-at amount below its amount.",
  },
  "price-unavailable": {
    status: 422,
    title: "Price unavailable",
    help: "`errors` lists the lines without a price in the requested currency. Remove them, or choose another currency.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly pricing: typeof problems;
  }
}
