import type { TenantDatabase } from "./storage.ts";

/** Values that an object keeps in memory once they have been read, by key. */
export interface Remembered<Value> {
  get(database: TenantDatabase, key?: string): Value;
  /** Tells what a write has made of it. */
  set(database: TenantDatabase, value: Value, key?: string): void;
  /** The next `get` reads again. Without a key, all are forgotten. */
  forget(database: TenantDatabase, key?: string): void;
}

/** The memory of each database, by what it is of. */
const memoryByDatabase = new WeakMap<TenantDatabase, Map<object, Map<string, unknown>>>();

/**
 * Reads rows once instead of in each command. Nobody but the object writes its rows, so memory is right as long as
 * everything that writes them tells it. A transaction that fails forgets all of it. Values are shared: they must not be
 * changed.
 */
export function remembered<Value>(
  read: (database: TenantDatabase, key: string) => Value,
  { atMost = 100 } = {},
): Remembered<Value> {
  const subject = {};
  // Only this function writes values of this subject.
  const valuesOf = (database: TenantDatabase) => memoryOf(database, subject) as Map<string, Value>;
  const keep = (values: Map<string, Value>, key: string, value: Value): Value => {
    values.delete(key);
    const [oldest] = values.keys();
    if (oldest !== undefined && values.size >= atMost) values.delete(oldest);
    values.set(key, value);
    return value;
  };
  return {
    get(database, key = "") {
      const values = valuesOf(database);
      const known = values.get(key);
      return known !== undefined || values.has(key)
        ? (known as Value)
        : keep(values, key, read(database, key));
    },
    set(database, value, key = "") {
      keep(valuesOf(database), key, value);
    },
    forget(database, key) {
      if (key === undefined) valuesOf(database).clear();
      else valuesOf(database).delete(key);
    },
  };
}

/** Forgets everything of a database, because it may have changed otherwise. */
export function forgetAll(database: TenantDatabase): void {
  memoryByDatabase.delete(database);
}

function memoryOf(database: TenantDatabase, subject: object): Map<string, unknown> {
  const memory = memoryByDatabase.get(database) ?? new Map<object, Map<string, unknown>>();
  memoryByDatabase.set(database, memory);
  const values = memory.get(subject) ?? new Map<string, unknown>();
  memory.set(subject, values);
  return values;
}
