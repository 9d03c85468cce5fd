import { defineModule } from "../../../src/kernel/module.ts";
import { eraseNote, readNote, writeNotes } from "./commands.ts";
import { noteErased, noteWritten } from "./events.ts";
import { addReader, readReader, removeReader, sendToReaders } from "./readers.ts";
import { routes } from "./routes.ts";
import { migration, noteAggregate } from "./store.ts";
import { notesView } from "./view.ts";

export { eraseNote, readNote, writeNotes } from "./commands.ts";
export { noteErased, noteWritten } from "./events.ts";
export { noteRows, readModelTable } from "./view.ts";

/** The smallest module that has one of everything. No part of the platform: tests add it to the list of modules. */
export const notes = defineModule({
  name: "notes",
  optional: true,
  migrations: [migration],
  aggregates: [noteAggregate],
  events: [noteWritten, noteErased],
  commands: [writeNotes, eraseNote, addReader, removeReader],
  queries: [readNote, readReader],
  views: [notesView],
  reactions: [sendToReaders],
  routes,
});
