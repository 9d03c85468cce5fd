import type { Delta } from "../../src/telemetry/metrics/deltas.ts";
import type { Batch } from "../../src/telemetry/metrics/flush.ts";

/** Runs a statement of the object's SQLite, and returns its rows. */
export type Sql = (
  sql: string,
  ...params: readonly (string | number)[]
) => readonly Record<string, unknown>[];

/** An isolate that has sent nothing for so long is gone. */
const isolateKeptMs = 24 * 60 * 60 * 1000;
/** What a tenant did is delivered by then, or its object tries again and is seen. */
const tenantKeptMs = 15 * 60 * 1000;
const mostTenants = 1_000;

/** Creates the tables that are not there. */
export function createTables(sql: Sql): void {
  sql("CREATE TABLE IF NOT EXISTS series (name TEXT PRIMARY KEY, numbers TEXT NOT NULL) WITHOUT ROWID");
  sql(
    "CREATE TABLE IF NOT EXISTS isolates (id TEXT PRIMARY KEY, number INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID",
  );
  sql("CREATE TABLE IF NOT EXISTS tenants (id TEXT PRIMARY KEY, seen INTEGER NOT NULL) WITHOUT ROWID");
}

/** All sums. */
export function readSeries(sql: Sql): readonly Delta[] {
  return sql("SELECT name, numbers FROM series").map((row) => [
    String(row.name),
    // `writeSeries` wrote them.
    JSON.parse(String(row.numbers)) as number[],
  ]);
}

/** Writes the sum of a series. */
export function writeSeries(sql: Sql, [name, numbers]: Delta): void {
  sql(
    "INSERT INTO series (name, numbers) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET numbers = ?2",
    name,
    JSON.stringify(numbers),
  );
}

/** Notes a batch. Returns false if it was noted before. */
export function noteBatch(sql: Sql, { isolate, number }: Batch, now: number): boolean {
  return (
    sql(
      `INSERT INTO isolates (id, number, seen) VALUES (?1, ?2, ?3)
ON CONFLICT (id) DO UPDATE SET number = ?2, seen = ?3 WHERE number < ?2 RETURNING id`,
      ...[isolate, number, now],
    ).length > 0
  );
}

/** Notes that tenants have done something. */
export function noteTenants(sql: Sql, tenantIds: Iterable<string>, now: number): void {
  for (const id of tenantIds)
    sql("INSERT INTO tenants (id, seen) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET seen = ?2", id, now);
}

/** Forgets isolates and tenants that have done nothing for long, or something in the future: the clock was ahead. */
export function forget(sql: Sql, now: number): void {
  sql("DELETE FROM isolates WHERE seen < ?1 OR seen > ?2", now - isolateKeptMs, now);
  sql("DELETE FROM tenants WHERE seen < ?1 OR seen > ?2", now - tenantKeptMs, now);
  sql(
    "DELETE FROM tenants WHERE id IN (SELECT id FROM tenants ORDER BY seen DESC, id LIMIT -1 OFFSET ?1)",
    mostTenants,
  );
}

/** When an isolate last handed over, in milliseconds since 1970. */
export function readFlushedAt(sql: Sql): number | null {
  const at = sql("SELECT max(seen) AS at FROM isolates")[0]?.at;
  return typeof at === "number" ? at : null;
}

/** Tenants that have done something lately, the newest first. */
export function readTenants(sql: Sql, now: number): readonly string[] {
  const rows = sql("SELECT id FROM tenants WHERE seen >= ?1 ORDER BY seen DESC, id", now - tenantKeptMs);
  return rows.map(({ id }) => String(id));
}
