import type { DatabaseSync } from "node:sqlite";

/** Tables of a tenant's object that hold its internal state rather than the catalogue. */
const aside =
  /^(?:_cf_\w+|sqlite_\w+|migrations|d1_migrations|object|idempotency|audit_log|schedules|subscriptions|positions|cache_tags|api_keys|settings|attempts|audit|audit_\w+|tenants|tenant_\w+)$/;

/**
 * Every row of a tenant's catalogue by table, without values that differ between runs: ids are replaced with
 * their position in the log; times and origins are left out.
 */
export function rowsOf(object: DatabaseSync, d1: DatabaseSync, tenantId: string): Record<string, string[]> {
  const numberById = new Map<string, number>();
  const level = (text: string) =>
    text
      .replaceAll(/\b[a-z]+_[0-9A-HJKMNP-TV-Z]{26}\b/g, (id) => {
        const number = numberById.get(id) ?? numberById.size;
        numberById.set(id, number);
        return `${id.split("_")[0]}#${number}`;
      })
      // Row numbers that the table assigns itself.
      .replaceAll(/"id":\d+/g, '"id":0')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "then");
  const events = object
    .prepare(
      "SELECT seq, epoch, type, version, aggregate_type, aggregate_id, aggregate_version, actor, data FROM events WHERE aggregate_type NOT IN ('settings', 'apiKey') ORDER BY seq",
    )
    .all()
    .map((row) => level(JSON.stringify(row)));
  const written = tablesOf(object)
    .filter((table) => table !== "events")
    .map((table) => [`object ${table}`, object.prepare(`SELECT * FROM ${table}`).all()] as const);
  const read = tablesOf(d1).map(
    (table) =>
      [`view ${table}`, d1.prepare(`SELECT * FROM ${table} WHERE tenant_id = ?`).all(tenantId)] as const,
  );
  const tables = [...written, ...read].map(
    ([table, rows]) => [table, rows.map((row) => level(JSON.stringify(row))).sort()] as const,
  );
  return { events, ...Object.fromEntries(tables) };
}

/** The tables that code writes. A full-text index writes its own tables. */
function tablesOf(sqlite: DatabaseSync): readonly string[] {
  return sqlite
    .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => String(name))
    .filter((name) => !aside.test(name));
}
