import type { LocalStorage } from "../../../local/node/object-storage.ts";

/** The part of the driver that statements run through. */
interface Client {
  readonly $client: { readonly sql: { exec: (sql: string, ...params: unknown[]) => unknown } };
}

/** Runs a function and counts how many statements read each table of the object during it. */
export function readsDuring({ database }: Pick<LocalStorage, "database">, run: () => void) {
  // Drizzle sets `$client` on every database that it opens; its general type leaves it out.
  const { sql } = (database as unknown as Client).$client;
  const { exec } = sql;
  const reads = new Map<string, number>();
  sql.exec = (text, ...params) => {
    for (const table of tablesReadBy(text)) reads.set(table, (reads.get(table) ?? 0) + 1);
    return exec(text, ...params);
  };
  try {
    run();
  } finally {
    sql.exec = exec;
  }
  return Object.fromEntries(reads);
}

function tablesReadBy(text: string): ReadonlySet<string> {
  if (!/^\s*select\b/i.test(text)) return new Set();
  const tables = [...text.matchAll(/\b(?:from|join)\s+"?(\w+)"?/gi)].map(([, table = ""]) => table);
  return new Set(tables.filter((table) => table !== "json_each"));
}
