import type { LocalStorage } from "../../../local/node/object-storage.ts";
import { duringStatements } from "./statements.ts";

/** Runs a function and counts how many statements read each table of the object during it. */
export function readsDuring(storage: Pick<LocalStorage, "database">, run: () => void) {
  const reads = new Map<string, number>();
  const count = (sql: string) => {
    for (const table of tablesReadBy(sql)) reads.set(table, (reads.get(table) ?? 0) + 1);
  };
  duringStatements(storage, count, run);
  return Object.fromEntries(reads);
}

function tablesReadBy(text: string): ReadonlySet<string> {
  if (!/^\s*select\b/i.test(text)) return new Set();
  const tables = [...text.matchAll(/\b(?:from|join)\s+"?(\w+)"?/gi)].map(([, table = ""]) => table);
  return new Set(tables.filter((table) => table !== "json_each"));
}
