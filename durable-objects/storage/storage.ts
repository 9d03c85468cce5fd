import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";

/**
 * What a tenant object needs of its storage. The platform's object storage gives it in production; anything
 * with SQLite, transactions and a timer can stand in elsewhere.
 */
export interface ObjectStorage {
  readonly database: TenantDatabase;
  /** Runs SQL that may hold several statements. */
  run(sql: string): void;
  /** All or nothing. The body must not await. */
  transaction<Value>(body: () => Value): Value;
  /** Part of the transaction when called inside one. */
  setAlarm(at: number): void;
}
