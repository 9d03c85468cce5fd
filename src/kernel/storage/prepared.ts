import { getTableColumns, type Placeholder, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { TenantDatabase } from "./storage.ts";

/**
 * Builds a query once per database instead of once per use. Otherwise, building the same SQL again would take
 * most of a command's time.
 */
export function prepared<Query>(
  build: (database: TenantDatabase) => Query,
): (database: TenantDatabase) => Query {
  const queryByDatabase = new WeakMap<TenantDatabase, Query>();
  return (database) => {
    const existing = queryByDatabase.get(database);
    if (existing !== undefined) return existing;
    const query = build(database);
    queryByDatabase.set(database, query);
    return query;
  };
}

/** A row in which every column is a parameter of the same name. */
export function placeholdersOf<Table extends SQLiteTable>(
  table: Table,
): { [Column in keyof Table["$inferInsert"]]-?: Placeholder } {
  const columns = Object.keys(getTableColumns(table)).map((column) => [column, sql.placeholder(column)]);
  // One entry per column of the table, by construction.
  return Object.fromEntries(columns);
}
