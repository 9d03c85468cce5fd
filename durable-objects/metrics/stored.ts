/** Runs a statement of the object's SQLite, and returns its rows. */
export type Sql = (
  sql: string,
  ...params: readonly (string | number)[]
) => readonly Record<string, unknown>[];

/** Texts by name, as they are stored. */
export interface Stored {
  /** Everything that is stored. */
  read(): ReadonlyMap<string, string>;
  /** Writes one row. */
  write(name: string, text: string): void;
}

/** Opens the rows in which the sums are stored: one for each family, and one for who handed them over. */
export function openStored(sql: Sql): Stored {
  sql("CREATE TABLE IF NOT EXISTS sums (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
  return {
    read: () =>
      new Map(sql("SELECT name, value FROM sums").map(({ name, value }) => [String(name), String(value)])),
    write(name, text) {
      sql(
        "INSERT INTO sums (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
        ...[name, text],
      );
    },
  };
}
