import { migrate } from "../../../durable-objects/storage/migrate.ts";
import { tenantMigrations } from "../../../durable-objects/storage/migrations.ts";
import { openStorage } from "../../../local/node/object-storage.ts";
import type { Registry } from "../../../src/kernel/registry.ts";
import type { Envelope } from "../../../src/kernel/write/event.ts";
import type { StoredObject } from "../kept/files.ts";
import { differences } from "./differences.ts";

/** What is not made by events: the object's own books, and working state. */
const notByEvents = new Set([
  "object",
  "events",
  "aggregates",
  "subscriptions",
  "idempotency",
  "audit_log",
  "schedules",
  "migrations",
  "attempts",
  "sequence_floors",
  "rebuild_work",
  "answer_budgets",
  "shopper_writes",
  "token_buckets",
  "api_key_uses",
  "unpaid_units",
  "carts",
  "cart_count",
  "cart_callers",
  "imported_stock",
]);

/** Where the tables of a tenant's object are not what its log makes of empty ones: a lost change, or one without event. */
export function faultsInState(object: StoredObject, log: readonly Envelope[], registry: Registry): string[] {
  const anew = openStorage();
  migrate(anew, tenantMigrations(registry.modules));
  anew.transaction(() => {
    for (const event of log) {
      const aggregate = registry.aggregateByType.get(event.aggregate.type);
      if (aggregate === undefined) throw new Error(`nobody knows ${event.aggregate.type}`);
      aggregate.apply(anew.database, event);
    }
  });
  return tablesOf(anew).flatMap((table) =>
    differences(
      `${table} of ${object.tenantId}`,
      object.storage.rows(`SELECT * FROM ${table}`),
      anew.rows(`SELECT * FROM ${table}`),
    ),
  );
}

function tablesOf(storage: { rows(sql: string): Record<string, unknown>[] }): readonly string[] {
  return storage
    .rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    .map(({ name }) => String(name))
    .filter((name) => !notByEvents.has(name));
}
