import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { createStatements } from "../../../../local/node/statements.ts";

/** An in-memory database that prepares each statement once. */
export interface Sqlite {
  readonly exec: (sql: string) => void;
  /** Column names, and rows as arrays. */
  readonly arrays: (sql: string, params: readonly SQLInputValue[]) => Rows;
  readonly rows: (sql: string, ...params: readonly SQLInputValue[]) => Record<string, unknown>[];
  /** All rows of a table, ordered by its key. */
  readonly dump: (table: string) => readonly Record<string, unknown>[];
  /** Tables, without the internal tables of an index. */
  readonly tables: () => readonly string[];
  readonly close: () => void;
}

export interface Rows {
  readonly names: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

export function openSqlite(database = new DatabaseSync(":memory:")): Sqlite {
  const statements = createStatements(database);
  const sqlite: Sqlite = {
    exec: (sql) => database.exec(sql),
    arrays(sql, params) {
      const { names, arrays } = statements.query(sql, params);
      return { names, values: arrays };
    },
    rows(sql, ...params) {
      const { names, arrays } = statements.query(sql, params);
      return arrays.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
    },
    dump: (table) => sqlite.rows(`SELECT * FROM ${table} ORDER BY ${keyOf(sqlite, table)}`),
    tables: () =>
      sqlite
        .rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
        .map(({ name }) => String(name))
        .filter((name) => !name.startsWith("sqlite_")),
    close: () => database.close(),
  };
  return sqlite;
}

function keyOf(sqlite: Sqlite, table: string): string {
  const columns = sqlite.rows(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`);
  return columns.length === 0 ? "rowid" : columns.map(({ name }) => String(name)).join(", ");
}
