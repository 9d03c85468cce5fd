import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { fitted, isFitting } from "../../../src/kernel/read/fitted.ts";
import { pageOf, pageOutput, pageRequest } from "../../../src/kernel/read/page.ts";
import { defineViewQuery } from "../../../src/kernel/read/query.ts";
import type { View } from "../../../src/kernel/read/view.ts";
import { sql, statement } from "../../../src/kernel/storage/sql.ts";
import type { Row } from "../../../src/kernel/storage/storage.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { newestStates } from "../../../src/kernel/write/state.ts";
import { upsertNewer } from "../../../src/projection/statements.ts";
import { note, noteErased, noteState, noteWritten } from "./events.ts";

/** The DDL that would be in the read model's migrations. */
export const readModelTable = `CREATE TABLE IF NOT EXISTS notes (
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
    const sizes = sql`SELECT id, octet_length(text) AS bytes FROM notes
      WHERE tenant_id = ${tenantId} AND text IS NOT NULL AND id > ${after?.[0] ?? ""} ORDER BY id LIMIT ${limit + 1}`;
    const rows = await model.all(
      statement(sql`WITH page AS MATERIALIZED (${fitted(sizes, sql`id`)})
        SELECT page.id, page.fits, notes.text, notes.words FROM page
        LEFT JOIN notes ON notes.tenant_id = ${tenantId} AND notes.id = page.id AND page.fits ORDER BY page.place`),
    );
    const keyset = ({ id }: Row) => [id ?? null];
    return ok(
      pageOf(rows, limit, keyset, ({ id, text, words }) => note.parse({ id, text, words }), isFitting),
    );
  },
});
