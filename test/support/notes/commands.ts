import * as z from "zod";
import { refusal, refusalAt } from "../../../src/kernel/api/problem.ts";
import { nothing } from "../../../src/kernel/operation/operation.ts";
import { defineObjectQuery } from "../../../src/kernel/read/query.ts";
import type { TenantDatabase } from "../../../src/kernel/storage/storage.ts";
import { versionOf } from "../../../src/kernel/storage/version.ts";
import { ok, refused } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { noteIds } from "./contributions.ts";
import { noteErased, noteResponse, noteWritten, wordsIn } from "./events.ts";
import { holderOf, readNoteRow } from "./store.ts";

/** A note without an id gets one. */
export const noteInput = z.strictObject({
  id: z.string().min(1).max(64).optional(),
  text: z.string().min(1).max(2_000_000),
});

/** Writes several notes. A note may occur more than once; each write emits an event. */
export const writeNotes = defineCommand({
  name: "notes.write",
  access: "notes:create",
  internal: true,
  input: z.strictObject({ notes: z.array(noteInput).max(5_000) }),
  output: z.array(noteResponse),
  guards: ({ notes: [first] }) => ({ type: "note", id: first?.id ?? "" }),
  load: (database, { notes }) => notes.map(({ text }) => holderOf(database, text)),
  decide(holders, input, { newId }) {
    const notes = input.notes.map(({ id, text }) => ({ id: id ?? newId(noteIds.note), text }));
    const taken = notes.findIndex(({ id }, index) => holders[index] !== undefined && holders[index] !== id);
    if (taken !== -1)
      return refused(refusalAt("duplicate-note", `/notes/${taken}/text`, "Another note says this."));
    return ok({
      events: notes.map(({ id, text }) => noteWritten.of(id, { text, words: wordsIn(text) })),
      answer: (database) => notes.map(({ id }) => readShownNote(database, id)),
    });
  },
});

export const eraseNote = defineCommand({
  name: "notes.erase",
  access: "notes:delete",
  input: z.object({ id: z.string() }),
  output: nothing,
  guards: ({ id }) => ({ type: "note", id }),
  load: (database, { id }) => readNoteRow(database, id),
  decide(note, { id }) {
    if (note === undefined) return refused(noSuchNote);
    return ok({ events: [noteErased.of(id, {})], answer: () => null });
  },
});

export const readNote = defineObjectQuery({
  name: "notes.read",
  access: "notes:read",
  input: z.object({ id: z.string() }),
  output: noteResponse,
  run: (database, { id }) =>
    readNoteRow(database, id) === undefined ? refused(noSuchNote) : ok(readShownNote(database, id)),
});

const noSuchNote = refusal("not-found", "There is no such note.");

function readShownNote(database: TenantDatabase, id: string) {
  const row = readNoteRow(database, id);
  if (row === undefined) throw new Error(`${id} is not there`);
  return { ...row, version: versionOf(database, "note", id) };
}
