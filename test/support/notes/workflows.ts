import { oneCall } from "../../../src/kernel/operation/budget.ts";
import { defineWorkflow } from "../../../src/kernel/operation/workflow.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { noteInput, writeNotes } from "./commands.ts";
import { noteResponse } from "./events.ts";

/** Writes one note through the command for several. */
export const writeNote = defineWorkflow({
  name: "notes.writeNote",
  access: writeNotes.access,
  input: noteInput,
  output: noteResponse,
  budget: oneCall,
  async run(note, { invoke }) {
    const written = await invoke(writeNotes, { notes: [note] });
    if (!written.ok) return written;
    const [first] = written.value;
    if (first === undefined) throw new Error("a note was written, but is not answered");
    return ok(first);
  },
});
