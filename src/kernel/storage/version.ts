import { sql } from "drizzle-orm";
import type { TenantDatabase } from "./storage.ts";

/** The current version of an aggregate, 0 where there never was one. */
export function versionOf(database: TenantDatabase, type: string, id: string): number {
  const query = sql`SELECT version FROM aggregates WHERE type = ${type} AND id = ${id}`;
  return database.all<{ version: number }>(query)[0]?.version ?? 0;
}
