import type { DatabaseSync, SQLInputValue } from "node:sqlite";

export type Row = Readonly<Record<string, unknown>>;

/** Reads rows whatever numbers are in them: those that JavaScript cannot count with come as text. */
export function readRows(database: DatabaseSync, sql: string, ...params: SQLInputValue[]): readonly Row[] {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  return statement
    .all(...params)
    .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, countable(value)])));
}

function countable(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;
}
