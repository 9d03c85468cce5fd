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
