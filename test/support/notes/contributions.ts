import { defineResources } from "../../../src/kernel/access/permission.ts";
import { defineProblems } from "../../../src/kernel/api/problem.ts";
import { defineIds } from "../../../src/kernel/values/id.ts";

export const problems = defineProblems({
  "duplicate-note": {
    status: 409,
    title: "Note already written",
    help: "Another note has this text. Change the text, or edit the other note.",
  },
});

export const resources = defineResources({
  notes: { admin: ["manage"], manager: ["create", "read", "list"] },
});

export const noteIds = defineIds({ note: "note" });

declare module "../../../src/kernel/api/problem.ts" {
  interface ProblemRegister {
    readonly notes: typeof problems;
  }
}

declare module "../../../src/kernel/access/permission.ts" {
  interface ResourceRegister {
    readonly notes: typeof resources;
  }
}
