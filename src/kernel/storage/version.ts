import type { TenantDatabase } from "./storage.ts";

/** The current version of an aggregate, or 0 if it never existed. */
export function versionOf(database: TenantDatabase, type: string, id: string): number {
  return database.object.versionOf(type, id);
}
