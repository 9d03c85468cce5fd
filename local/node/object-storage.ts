import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { drizzle } from "drizzle-orm/durable-sqlite";
import type { ObjectStorage } from "../../durable-objects/storage/storage.ts";
import { tenantDatabase } from "../../durable-objects/storage/tenant-database.ts";
import { contentOf, openWith } from "./copies.ts";
import { createStatements, type Statements } from "./statements.ts";

/** A tenant object's storage on node:sqlite, including its alarm. */
export interface LocalStorage extends ObjectStorage {
  /** When the alarm is due. Null if it isn't set. */
  readonly alarm: () => number | null;
  /** Clears the alarm, as happens when it fires. */
  readonly takeAlarm: () => void;
  /**
   * Called after each outermost transaction commits. A crash loses everything that isn't committed by then.
   */
  afterCommit: (() => void) | null;
  /** Copies the current content to a new storage, as a restore to this moment would return it. */
  readonly copy: () => LocalStorage;
  /** Runs a query directly, for tests. */
  readonly rows: (sql: string, ...params: SQLInputValue[]) => Record<string, unknown>[];
}

/** Opens the storage of one object, by default in memory. */
export function openStorage(sqlite = new DatabaseSync(":memory:")): LocalStorage {
  const statements = createStatements(sqlite);
  let alarm: number | null = null;
  let depth = 0;

  const transaction = <Value>(body: () => Value): Value => {
    const savepoint = `transaction_${depth}`;
    const alarmBefore = alarm;
    sqlite.exec(`SAVEPOINT ${savepoint}`);
    depth += 1;
    try {
      const value = body();
      sqlite.exec(`RELEASE ${savepoint}`);
      if (depth === 1) storage.afterCommit?.();
      return value;
    } catch (error) {
      try {
        sqlite.exec(`ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`);
      } catch {
        // SQLite has rolled everything back by itself, as it does when the disk is full.
      }
      // In a real object, the alarm is part of the same transaction.
      alarm = alarmBefore;
      throw error;
    } finally {
      depth -= 1;
    }
  };
  // The parts of an object's storage that the Drizzle driver calls: `sql.exec` and `transactionSync`.
  const client = {
    sql: { exec: (sql: string, ...params: SQLInputValue[]) => cursor(statements, sql, params) },
    transactionSync: transaction,
  };

  const storage: LocalStorage = {
    afterCommit: null,
    database: tenantDatabase(drizzle(client as unknown as DurableObjectStorage)),
    run: (sql) => sqlite.exec(sql),
    transaction,
    setAlarm: (at) => {
      alarm = at;
    },
    copy: () => openStorage(openWith(contentOf(sqlite))),
    alarm: () => alarm,
    takeAlarm: () => {
      alarm = null;
    },
    rows: (sql, ...params) =>
      sqlite
        .prepare(sql)
        .all(...params)
        .map((row) => ({ ...row })),
  };
  return storage;
}

/** Runs immediately, like an object's `sql.exec`. Returns rows as objects, or as arrays after `raw`. */
function cursor(statements: Statements, sql: string, params: readonly SQLInputValue[]) {
  const { names, arrays } = statements.query(sql, params);
  const objects = () =>
    arrays.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
  return {
    toArray: objects,
    next: () => ({ value: objects()[0], done: arrays.length === 0 }),
    raw: () => ({ toArray: () => arrays }),
  };
}
