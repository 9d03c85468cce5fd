import * as z from "zod";
import { defineRoute } from "../../../src/kernel/api/route.ts";
import { pageQuery } from "../../../src/kernel/read/page.ts";
import { eraseNote, noteInput, readNote } from "./commands.ts";
import { listNotes } from "./view.ts";
import { writeNote } from "./workflows.ts";

const params = z.object({ id: z.string().max(64) });
const path = "/v1/admin/notes";

export const routes = [
  defineRoute({
    method: "post",
    path,
    tag: "Notes",
    operationId: "writeNote",
    summary: "Write a note",
    description: "Writes a note under an id of the caller's choice.",
    operation: writeNote,
    body: noteInput,
    input: ({ body }) => body,
    status: 201,
    returns: "The note",
    location: ({ id }) => `${path}/${id}`,
    refusals: ["duplicate-note", "version-mismatch"],
  }),
  defineRoute({
    method: "get",
    path,
    tag: "Notes",
    operationId: "listNotes",
    summary: "List notes",
    description: "Lists notes by id.",
    operation: listNotes,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of notes",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Notes",
    operationId: "getNote",
    summary: "Read a note",
    description: "Returns a note.",
    operation: readNote,
    params,
    input: ({ params }) => params,
    returns: "The note",
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "Notes",
    operationId: "eraseNote",
    summary: "Erase a note",
    description: "Erases a note.",
    operation: eraseNote,
    params,
    input: ({ params }) => params,
    returns: "Erased",
  }),
];
