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
  "key-without-queries": {
    status: 409,
    title: "Key may send any query",
    help: "Only a publishable key that was created with `queries: registered` has a list of queries. Create such a key.",
  },
  "query-not-registered": {
    status: 403,
    title: "Query not registered",
    help: "The publishable key may send registered queries only. Register this one with `POST /v1/admin/api-keys/{id}/queries`, or send it to the letter as it was registered.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly access: typeof problems;
  }
}
