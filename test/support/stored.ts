import { readFileSync } from "node:fs";
import { migrate } from "../../durable-objects/storage/migrate.ts";
import { tenantMigrations } from "../../durable-objects/storage/migrations.ts";
import { type LocalStorage, openStorage } from "../../local/node/object-storage.ts";
import { modules } from "../../src/modules.ts";

/** Rows by table, as stored in a database. */
export type Stored = Readonly<Record<string, readonly Readonly<Record<string, StoredValue>>[]>>;
type StoredValue = string | number | null | { readonly hex: string };

/** The last migrations of the code that wrote `test/golden/stored`. */
export const lastMigrationOf = { object: "0014_kept_answers", readModel: "0007_audit.sql" } as const;

/**
 * Data stored by code with version 1 envelopes: parts of a tenant's object, the platform's object and the
 * read model.
 */
export function readStored(name: "object" | "platform" | "read-model"): Stored {
  return JSON.parse(readFileSync(`test/golden/stored/${name}.json`, "utf8"));
}

/** An object's storage with the tables of that version. */
export function openStoredObject(name: "object" | "platform"): LocalStorage {
  const storage = openStorage();
  migrate(
    storage,
    tenantMigrations(modules).filter((migration) => migration.name <= lastMigrationOf.object),
  );
  insertStored(storage.run, readStored(name));
  return storage;
}

/** Writes rows into existing tables. */
export function insertStored(run: (sql: string) => void, stored: Stored): void {
  for (const [table, rows] of Object.entries(stored))
    for (const row of rows) {
      const values = Object.values(row).map(literalOf);
      run(`INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${values.join(", ")})`);
    }
}

function literalOf(value: StoredValue): string {
  if (value === null) return "NULL";
  if (typeof value === "number") return String(value);
  if (typeof value === "object") return `X'${value.hex}'`;
  return `'${value.replaceAll("'", "''")}'`;
}
