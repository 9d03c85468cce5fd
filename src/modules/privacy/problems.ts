import { defineProblems } from "../../kernel/api/problem.ts";

/** Problem codes of this module. */
export const problems = defineProblems({
  "orders-open": {
    status: 409,
    title: "Orders are open",
    help: "The customer has orders that are not paid or not shipped: the shop needs the person's data for them. The detail names them. Ship or cancel them, and try again.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly privacy: typeof problems;
  }
}
