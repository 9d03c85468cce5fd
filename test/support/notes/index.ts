import { defineModule } from "../../../src/kernel/module.ts";
import { eraseNote, noteInput, readNote, writeNotes } from "./commands.ts";
import { noteIds, problems, resources } from "./contributions.ts";
import { noteErased, noteResponse, noteWritten } from "./events.ts";
import { addReader, readReader, removeReader, sendToReaders } from "./readers.ts";
import { routes } from "./routes.ts";
import { migration, noteAggregate } from "./store.ts";
import { listNotes, notesView } from "./view.ts";
import { writeNote } from "./workflows.ts";

export { eraseNote, readNote, writeNotes } from "./commands.ts";
export { noteErased, noteWritten } from "./events.ts";
export { noteRows, readModelTable } from "./view.ts";

/**
 * The smallest module that uses every feature. Not part of the platform: tests add it to the list of modules.
 */
export const notes = defineModule({
  name: "notes",
  optional: true,
  problems,
  ids: noteIds,
  resources,
  migrations: [migration],
  aggregates: [noteAggregate],
  events: [noteWritten, noteErased],
  operations: [writeNote, writeNotes, eraseNote, readNote, listNotes, addReader, removeReader, readReader],
  views: [notesView],
  reactions: [sendToReaders],
  tags: { Notes: "Notes of a tenant, under ids that it chooses." },
  schemas: [{ Note: noteResponse, NoteInput: noteInput }],
  routes,
});
