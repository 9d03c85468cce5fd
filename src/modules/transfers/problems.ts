import { defineProblems } from "../../kernel/api/problem.ts";

/** Problems of this module, besides the platform's own. */
export const problems = defineProblems({
  "export-outdated": {
    status: 409,
    title: "Export cannot be continued",
    help: "What has changed since the export began can no longer be read from the tenant's log, or the tenant was restored. Begin a new export.",
  },
  "tenant-not-empty": {
    status: 409,
    title: "Tenant not empty",
    help: "An export can only be imported into a tenant that has never had products, customers, orders or other contents. Create a new tenant.",
  },
  "import-gap": {
    status: 409,
    title: "Lines missing",
    help: "Send the lines of an export in their order, without a gap. The number of lines that were imported is in the import's `lines`.",
  },
  "invalid-export": {
    status: 422,
    title: "Invalid export",
    help: "A line of the export cannot be imported. `errors` names it. The lines before it are imported.",
  },
});

declare module "../../kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly transfers: typeof problems;
  }
}
