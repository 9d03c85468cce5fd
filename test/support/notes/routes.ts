import { z } from "zod";
import { defineRoute } from "../../../src/kernel/api/route.ts";
import { listSchema, pageQuery } from "../../../src/kernel/read/page.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { eraseNote, noteInput, readNote, writeNotes } from "./commands.ts";
import { note } from "./events.ts";
import { listNotes } from "./view.ts";

const params = z.object({ id: z.string().max(64) });
const shown = note.extend({ version: z.int() });

export const routes = [
  defineRoute({
    method: "post",
    path: "/v1/admin/notes",
    summary: "Write a note",
    access: writeNotes.access,
    body: noteInput,
    replies: { 201: { description: "The note", schema: shown } },
    refusals: ["duplicate-note", "version-mismatch"],
    async handle({ body, services }) {
      const written = await services.execute(writeNotes, { notes: [body] });
      if (!written.ok) return written;
      return ok({
        status: 201,
        body: written.value[0],
        headers: { Location: `/v1/admin/notes/${written.value[0]?.id}` },
      });
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/notes",
    summary: "List notes",
    access: "notes:list",
    query: z.object(pageQuery).strict(),
    replies: { 200: { description: "A page of notes", schema: listSchema(note) } },
    refusals: ["invalid-cursor"],
    async handle({ services, page }) {
      const listed = await services.read(listNotes, page);
      return listed.ok ? ok({ status: 200, page: listed.value }) : listed;
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/notes/{id}",
    summary: "Read a note",
    access: readNote.access,
    params,
    replies: { 200: { description: "The note", schema: shown } },
    async handle({ params: { id }, services }) {
      const read = await services.ask(readNote, { id });
      return read.ok ? ok({ status: 200, body: read.value }) : read;
    },
  }),
  defineRoute({
    method: "delete",
    path: "/v1/admin/notes/{id}",
    summary: "Erase a note",
    access: eraseNote.access,
    params,
    replies: { 204: { description: "Erased" } },
    async handle({ params: { id }, services }) {
      const erased = await services.execute(eraseNote, { id });
      return erased.ok ? ok({ status: 204 }) : erased;
    },
  }),
];
