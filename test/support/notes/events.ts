import * as z from "zod";
import { defineEvent } from "../../../src/kernel/write/event.ts";
import { defineState } from "../../../src/kernel/write/state.ts";

export const note = z.object({ id: z.string(), text: z.string(), words: z.int() });
export type Note = z.infer<typeof note>;

/** A note as callers see it. */
export const noteResponse = note.extend({ version: z.int() });

export const noteState = defineState("note", note);

/** Version 2 adds the word count, so consumers don't have to compute it. */
export const noteWritten = defineEvent("notes.note.written", "note", z.object({ text: z.string() })).next(
  z.object({ text: z.string(), words: z.int().min(0) }),
  ({ text }) => ({ text, words: wordsIn(text) }),
);

export const noteErased = defineEvent("notes.note.erased", "note", z.object({}));

export function wordsIn(text: string): number {
  return text.split(" ").filter(Boolean).length;
}
