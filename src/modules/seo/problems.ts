import { defineProblems } from "../../kernel/api/problem.ts";

/** The module's problems, in addition to the platform's own. */
export const problems = defineProblems({
  "duplicate-redirect": {
    status: 409,
    title: "Path is redirected already",
    help: "Each path has one redirect. Change the one that there is.",
  },
  "redirect-loop": {
    status: 422,
    title: "Redirect leads back",
    help: "Following redirects, this path would lead to itself. Delete or change the redirect that leads back first.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly seo: typeof problems;
  }
}
