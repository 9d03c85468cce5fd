import { defineResources } from "../../../src/kernel/access/permission.ts";
import { defineProblems } from "../../../src/kernel/api/problem.ts";
import { defineModule } from "../../../src/kernel/module.ts";
import { eraseNote, readNote, writeNotes } from "./commands.ts";
import { noteErased, noteWritten } from "./events.ts";
import { routes } from "./routes.ts";
import { migration, noteAggregate } from "./store.ts";
import { notesView } from "./view.ts";

export { eraseNote, readNote, writeNotes } from "./commands.ts";
export { noteErased, noteWritten } from "./events.ts";
export { noteRows, readModelTable } from "./view.ts";

const problems = defineProblems({
  "duplicate-note": {
    status: 409,
    title: "Note already written",
    help: "Another note has this text. Change the text, or edit the other note.",
  },
});

const resources = defineResources({
  notes: { admin: ["manage"], manager: ["create", "read", "list"] },
});

/** The smallest module that has one of everything. No part of the platform: tests add it to the list of modules. */
export const notes = defineModule({
  name: "notes",
  optional: true,
  problems,
  resources,
  migrations: [migration],
  aggregates: [noteAggregate],
  events: [noteWritten, noteErased],
  commands: [writeNotes, eraseNote],
  queries: [readNote],
  views: [notesView],
  routes,
});

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
