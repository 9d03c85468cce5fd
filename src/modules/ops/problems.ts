import { defineProblems } from "../../kernel/api/problem.ts";

/** Problems of this module, besides the platform's own. */
export const problems = defineProblems({
  "rebuild-running": {
    status: 409,
    title: "Rebuild in progress",
    help: "A tenant has one rebuild or replay at a time. Wait until it completes, or cancel it.",
  },
  "replay-failed": {
    status: 409,
    title: "Replay failed",
    help: "The event could not be projected. The reason is in `detail`. Deploy a fix, then replay it again.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly ops: typeof problems;
  }
}
