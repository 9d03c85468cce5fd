import { defineProblems } from "../../kernel/api/problem.ts";

export const problems = defineProblems({
  "duplicate-role": {
    status: 409,
    title: "Role already exists",
    help: "Another role, or a system role, has this name. Choose another one.",
  },
  "role-in-use": {
    status: 409,
    title: "Role in use",
    help: "Users or API keys have this role. Give them another one, or revoke them, first.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly access: typeof problems;
  }
}
