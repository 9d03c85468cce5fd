import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "duplicate-code": {
    status: 409,
    title: "Code already exists",
    help: "Another promotion has this code, in whatever case. Codes are unique per tenant.",
  },
  "code-unknown": {
    status: 422,
    title: "Unknown code",
    help: "No promotion that is active has this code. Codes are compared without regard to case.",
  },
  "code-expired": {
    status: 422,
    title: "Code expired",
    help: "The promotion of this code has ended.",
  },
  "code-used-up": {
    status: 422,
    title: "Code used up",
    help: "The promotion of this code was used as often as it may be, by all shoppers or by this one.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly promotions: typeof problems;
  }
}
