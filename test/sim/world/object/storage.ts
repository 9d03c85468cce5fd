import type { SQLInputValue } from "node:sqlite";
import { drizzle } from "drizzle-orm/durable-sqlite";
import type { ObjectStorage } from "../../../../durable-objects/storage/storage.ts";
import { tenantDatabase } from "../../../../durable-objects/storage/tenant-database.ts";
import type { Sqlite } from "../database/sqlite.ts";

/** What survives an object's crashes: its database and its alarm. */
export interface Disk {
  readonly sqlite: Sqlite;
  alarmAt: number | null;
}

/** Called before each storage access and after each commit. Either may throw a crash. */
export interface StorageGuard {
  readonly touch: () => void;
  readonly committed: () => void;
}

/**
 * An object's storage in one process. Every access is a possible crash point. Uncommitted changes are lost in a crash.
 */
export function openStorage(disk: Disk, guard: StorageGuard): ObjectStorage {
  const { sqlite } = disk;
  let depth = 0;

  const transaction = <Value>(body: () => Value): Value => {
    guard.touch();
    const alarmBefore = disk.alarmAt;
    const savepoint = `turn_${depth}`;
    sqlite.exec(`SAVEPOINT ${savepoint}`);
    depth += 1;
    let value: Value;
    try {
      value = body();
      guard.touch();
    } catch (error) {
      sqlite.exec(`ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`);
      // In a Durable Object the alarm is part of the same transaction.
      disk.alarmAt = alarmBefore;
      depth -= 1;
      throw error;
    }
    sqlite.exec(`RELEASE ${savepoint}`);
    depth -= 1;
    if (depth === 0) guard.committed();
    return value;
  };
  // The part of the storage API that the driver calls: `sql.exec` and `transactionSync`.
  const client = {
    sql: {
      exec(sql: string, ...params: readonly SQLInputValue[]) {
        guard.touch();
        return cursor(sqlite, sql, params);
      },
    },
    transactionSync: transaction,
  };
  return {
    database: tenantDatabase(drizzle(client as unknown as DurableObjectStorage)),
    run(sql) {
      guard.touch();
      sqlite.exec(sql);
    },
    transaction,
    setAlarm(at) {
      guard.touch();
      disk.alarmAt = at;
    },
  };
}

/** Runs immediately, like `sql.exec` in a Durable Object. Returns rows as objects or, after `raw`, as arrays. */
function cursor(sqlite: Sqlite, sql: string, params: readonly SQLInputValue[]) {
  const { names, values } = sqlite.arrays(sql, params);
  const objects = () =>
    values.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
  return {
    toArray: objects,
    next: () => ({ value: objects()[0], done: values.length === 0 }),
    raw: () => ({ toArray: () => values }),
  };
}
