import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";

/**
 * The storage of a tenant object. In production it is the Durable Object's storage; elsewhere, anything with SQLite,
 * transactions and a timer will do.
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
