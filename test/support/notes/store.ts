import { eq } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { defineAggregate } from "../../../src/kernel/module.ts";
import type { Migration, TenantDatabase } from "../../../src/kernel/storage/storage.ts";
import { type Note, noteErased, noteState, noteWritten } from "./events.ts";

export const migration: Migration = {
  name: "9000_notes",
  sql: `CREATE TABLE notes (id TEXT PRIMARY KEY, text TEXT NOT NULL, words INTEGER NOT NULL) STRICT;
CREATE TABLE note_readers (id TEXT PRIMARY KEY, url TEXT NOT NULL) STRICT;`,
};

const notes = sqliteTable("notes", {
  id: text().primaryKey(),
  text: text().notNull(),
  words: integer().notNull(),
});

export const noteAggregate = defineAggregate(noteState, {
  apply(database, event) {
    const { id } = event.aggregate;
    switch (event.type) {
      case noteWritten.type: {
        const { text: written, words } = noteWritten.read(event);
        const row = { id, text: written, words };
        database.insert(notes).values(row).onConflictDoUpdate({ target: notes.id, set: row }).run();
        return;
      }
      case noteErased.type:
        database.delete(notes).where(eq(notes.id, id)).run();
    }
  },
  state: (database, id) => readNoteRow(database, id) ?? null,
});

export function readNoteRow(database: TenantDatabase, id: string): Note | undefined {
  return database.select().from(notes).where(eq(notes.id, id)).get();
}

/** Readers are working state: they emit no events. */
export const noteReaders = sqliteTable("note_readers", {
  id: text().primaryKey(),
  url: text().notNull(),
});

/** The note that holds each text. Texts are unique. */
export function holderOf(database: TenantDatabase, written: string): string | undefined {
  return database.select().from(notes).where(eq(notes.text, written)).get()?.id;
}
