import type { LocalStorage } from "../../../local/node/object-storage.ts";

/** The part of the driver that statements run through. */
interface Client {
  readonly $client: { readonly sql: { exec: (sql: string, ...params: unknown[]) => unknown } };
}

/** Runs a function and calls `listener` before each statement of the object during it. */
export function duringStatements(
  { database }: Pick<LocalStorage, "database">,
  listener: (sql: string) => void,
  run: () => void,
): void {
  // Drizzle sets `$client` on every database that it opens; its general type leaves it out.
  const { sql } = (database as unknown as Client).$client;
  const { exec } = sql;
  sql.exec = (text, ...params) => {
    listener(text);
    return exec(text, ...params);
  };
  try {
    run();
  } finally {
    sql.exec = exec;
  }
}

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
