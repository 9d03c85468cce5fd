import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Migration } from "../../src/kernel/storage/storage.ts";
import type { ObjectStorage } from "./storage.ts";

/**
 * Migrates the object's tables. The list is append-only: if an applied migration was edited, renamed or removed
 * since, the object stops before anything is written. Migrations of newer code at the end are accepted: two
 * versions can be live at once, so changes expand first and contract later.
 */
export function migrate(storage: ObjectStorage, migrations: readonly Migration[]): void {
  const applied = isProvisioned(storage) ? appliedMigrations(storage) : [];
  applied.forEach((done, index) => {
    const known = migrations[index];
    if (known !== undefined && (known.name !== done.name || checksum(known.sql) !== done.checksum)) {
      throw new Error(`migration ${done.name} was applied, but the code has another one in its place`);
    }
  });
  const pending = migrations.slice(applied.length);
  if (pending.length === 0) return;
  storage.transaction(() => {
    storage.run(
      "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, checksum TEXT NOT NULL) STRICT",
    );
    for (const migration of pending) applyOne(storage, migration);
  });
}

/** Whether the object has tables. */
export function isProvisioned(storage: ObjectStorage): boolean {
  const query = sql`SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'migrations'`;
  return storage.database.all(query).length > 0;
}

function appliedMigrations(storage: ObjectStorage) {
  return storage.database.all<{ name: string; checksum: string }>(
    sql`SELECT name, checksum FROM migrations ORDER BY rowid`,
  );
}

function applyOne(storage: ObjectStorage, { name, sql: statements }: Migration): void {
  try {
    storage.run(statements);
  } catch (error) {
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  storage.database.run(
    sql`INSERT INTO migrations (name, checksum) VALUES (${name}, ${checksum(statements)})`,
  );
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
