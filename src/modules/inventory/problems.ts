import { defineProblems } from "../../kernel/api/problem.ts";

/** The module's problems, in addition to the platform's own. */
export const problems = defineProblems({
  "location-needed": {
    status: 409,
    title: "Location in use",
    help: "A location can be deleted when it holds no stock, nothing is reserved there, and it is not the default location.",
  },
  "insufficient-inventory": {
    status: 422,
    title: "Insufficient stock",
    help: "`errors` lists each line that asks for more than is available. Lower the quantity, or wait for stock.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly inventory: typeof problems;
  }
}
