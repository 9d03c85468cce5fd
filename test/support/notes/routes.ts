import { z } from "zod";
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
    summary: "Write a note",
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
    summary: "List notes",
    operation: listNotes,
    query: z.object(pageQuery).strict(),
    input: ({ page }) => page,
    returns: "A page of notes",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    summary: "Read a note",
    operation: readNote,
    params,
    input: ({ params }) => params,
    returns: "The note",
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    summary: "Erase a note",
    operation: eraseNote,
    params,
    input: ({ params }) => params,
    returns: "Erased",
  }),
];
