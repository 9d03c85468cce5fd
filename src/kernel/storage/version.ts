import type { TenantDatabase } from "./storage.ts";

/** The current version of an aggregate, 0 where there never was one. */
export function versionOf(database: TenantDatabase, type: string, id: string): number {
  return database.object.versionOf(type, id);
}
