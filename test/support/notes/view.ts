import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { pageOf, pageOutput, pageRequest } from "../../../src/kernel/read/page.ts";
import { defineViewQuery } from "../../../src/kernel/read/query.ts";
import type { View } from "../../../src/kernel/read/view.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { newestStates } from "../../../src/kernel/write/state.ts";
import { upsertNewer } from "../../../src/projection/statements.ts";
import { note, noteErased, noteState, noteWritten } from "./events.ts";

/** The DDL that would be in the read model's migrations. */
export const readModelTable = `CREATE TABLE notes (
  tenant_id TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, text TEXT, words INTEGER,
  generation INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;`;

export const noteRows = sqliteTable(
  "notes",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    text: text(),
    words: integer(),
    generation: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** Erasing a note leaves a row without text. */
export const notesView: View = {
  name: "notes",
  consumes: [noteWritten.type, noteErased.type],
  tables: [noteRows],
  project(run, tenantId) {
    const { alive, deleted } = newestStates(noteState, run);
    const rows = [...alive, ...deleted].map(({ id, version, state }) => ({
      tenantId,
      id,
      version,
      text: state?.text ?? null,
      words: state?.words ?? null,
    }));
    return upsertNewer(noteRows, rows);
  },
};

export const listNotes = defineViewQuery({
  name: "notes.list",
  access: "notes:list",
  input: pageRequest,
  output: pageOutput(note),
  varies: [],
  async run(model, { limit, after }, { tenantId }) {
    const rows = await model.all({
      sql: "SELECT id, text, words FROM notes WHERE tenant_id = ?1 AND text IS NOT NULL AND id > ?2 ORDER BY id LIMIT ?3",
      params: [tenantId, after?.[0] ?? "", limit + 1],
    });
    return ok(
      pageOf(
        rows.map((row) => note.parse(row)),
        limit,
        ({ id }) => [id],
        (found) => found,
      ),
    );
  },
});
