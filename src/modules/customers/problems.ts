import { defineProblems } from "../../kernel/api/problem.ts";

/** Problems of this module, besides the platform's own. */
export const problems = defineProblems({
  "duplicate-email": {
    status: 409,
    title: "E-mail address in use",
    help: "A shop has one customer for an e-mail address. Upper and lower case make no difference.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly customers: typeof problems;
  }
}
