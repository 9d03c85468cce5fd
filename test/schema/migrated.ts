import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { described, type Shape } from "./declared.ts";

/** The shapes of all tables that the migrations of a folder make. */
export function migratedIn(folder: string): ReadonlyMap<string, Shape> {
  const sqlite = new DatabaseSync(":memory:");
  for (const name of readdirSync(folder).sort()) sqlite.exec(readFileSync(`${folder}/${name}`, "utf8"));
  const tables = sqlite
    // Not those that a full-text index consists of.
    .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all();
  return new Map(tables.map(({ name }) => [String(name), shapeOf(sqlite, String(name))]));
}

function shapeOf(sqlite: DatabaseSync, table: string): Shape {
  const columns = sqlite
    .prepare('SELECT name, type, "notnull", pk, dflt_value FROM pragma_table_info(?)')
    .all(table);
  const keys = columns.filter(({ pk }) => pk !== 0).sort((a, b) => Number(a.pk) - Number(b.pk));
  const indexes = sqlite
    .prepare(`SELECT name, "unique", partial, origin FROM pragma_index_list(?) WHERE origin <> 'pk'`)
    .all(table);
  return {
    columns: Object.fromEntries(
      columns.map(({ name, type, notnull, pk, dflt_value: preset }) => [
        String(name),
        // The key of a table is never null, whether it says so or not.
        { type: String(type), notNull: notnull === 1 || pk !== 0, hasDefault: preset !== null },
      ]),
    ),
    primaryKey: keys.map(({ name }) => String(name)),
    indexes: Object.fromEntries(
      indexes.map(({ name, unique, partial, origin }) => {
        const names = sqlite
          .prepare("SELECT name FROM pragma_index_info(?) ORDER BY seqno")
          .all(String(name))
          .map((column) => String(column.name ?? "an expression"));
        const key = origin === "u" ? `unique (${names.join(", ")})` : String(name);
        return [key, described(names, unique === 1, partial === 1)];
      }),
    ),
  };
}
