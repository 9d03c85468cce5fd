import { defineProblems } from "../../kernel/api/problem.ts";

/** What the module's operations can answer besides the platform's own problems. */
export const problems = defineProblems({
  "rebuild-running": {
    status: 409,
    title: "Rebuild in progress",
    help: "A tenant has one rebuild or replay at a time. Wait until it is completed, or cancel it.",
  },
  "replay-failed": {
    status: 409,
    title: "Replay failed",
    help: "The event could not be projected again, for the reason in `detail`. Deploy a fix first, then replay.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly ops: typeof problems;
  }
}
