import type { SQLInputValue } from "node:sqlite";
import type { Sqlite } from "../database/sqlite.ts";
import type { Disk } from "./storage.ts";

/** The content of a disk at one moment. */
export interface Saved {
  readonly alarmAt: number | null;
  readonly tables: readonly { readonly name: string; readonly rows: readonly (readonly unknown[])[] }[];
}

export function save({ sqlite, alarmAt }: Disk): Saved {
  const tables = sqlite
    .tables()
    .map((name) => ({ name, rows: sqlite.arrays(`SELECT * FROM ${name}`, []).values }));
  return { alarmAt, tables };
}

/** Restores the saved content of a disk. */
export function putBack(disk: Disk, saved: Saved): void {
  const { sqlite } = disk;
  sqlite.exec("BEGIN");
  for (const { name, rows } of saved.tables) putBackTable(sqlite, name, rows);
  sqlite.exec("COMMIT");
  disk.alarmAt = saved.alarmAt;
}

function putBackTable(sqlite: Sqlite, name: string, rows: readonly (readonly unknown[])[]): void {
  sqlite.exec(`DELETE FROM ${name}`);
  const places = (rows[0] ?? []).map(() => "?").join(", ");
  // The values were read from the same database.
  for (const row of rows) sqlite.arrays(`INSERT INTO ${name} VALUES (${places})`, row as SQLInputValue[]);
}
