import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { ObjectStorage } from "./storage.ts";
import type { object } from "./tables.ts";

/** Rows that nearly every call reads. They are in the database too: only the object itself writes them. */
export interface Memory {
  object: typeof object.$inferSelect | null;
  /** When each schedule is due; null for one that isn't set. */
  readonly dueAtByName: Map<string, number | null>;
}

const memoryByDatabase = new WeakMap<TenantDatabase, Memory>();

/** What the object remembers of its database. */
export function memoryOf(database: TenantDatabase): Memory {
  const known = memoryByDatabase.get(database);
  if (known !== undefined) return known;
  const memory: Memory = { object: null, dueAtByName: new Map() };
  memoryByDatabase.set(database, memory);
  return memory;
}

/** Makes the object read its rows again. */
export function forget(database: TenantDatabase): void {
  memoryByDatabase.delete(database);
}

/** A storage that forgets what a transaction has changed if it fails, and what an earlier session knew. */
export function remembering(storage: ObjectStorage): ObjectStorage {
  forget(storage.database);
  return {
    ...storage,
    transaction(body) {
      try {
        return storage.transaction(body);
      } catch (error) {
        forget(storage.database);
        throw error;
      }
    },
  };
}
