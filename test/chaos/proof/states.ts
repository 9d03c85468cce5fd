import type { Registry } from "../../../src/kernel/registry.ts";
import type { StoredObject, StoredState } from "../kept/files.ts";
import type { Row } from "../kept/rows.ts";

/** The state of a group without its members, which have a table of their own, put together again. */
const group = `CASE WHEN state = 'null' THEN state ELSE json_set(state, '$.productIds', json((
  SELECT json_group_array(product_id) FROM (SELECT product_id FROM group_members AS m
  WHERE m.tenant_id = product_groups.tenant_id AND m.group_id = product_groups.id ORDER BY position)))) END`;

/** Where D1 stores the state of each kind of aggregate. */
const withState = {
  product: { table: "products", id: "id", state: "state" },
  collection: { table: "product_groups", id: "id", state: group },
  category: { table: "product_groups", id: "id", state: group },
  inventory: { table: "variant_stock", id: "variant_id", state: "stock" },
  order: { table: "orders", id: "id", state: "state" },
  settings: { table: "tenant_settings", id: "tenant_id", state: "settings" },
} as const;

/**
 * Where a thing's row in D1 is not what the tenant's object itself shows of it now, in the version that it has now.
 * Descriptions stand apart in D1, and are compared by the views.
 */
export function faultsInStates(object: StoredObject, kept: StoredState, registry: Registry): string[] {
  const { storage, tenantId } = object;
  return Object.entries(withState).flatMap(([type, { table, id, state }]) => {
    const aggregate = registry.aggregateByType.get(type);
    if (aggregate === undefined) throw new Error(`nobody knows the aggregate ${type}`);
    const rows = kept.readModel(
      `SELECT ${id} AS id, version, ${state} AS state FROM ${table} WHERE tenant_id = '${tenantId}'`,
    );
    const rowById = new Map(rows.map((row) => [String(row.id), row]));
    return storage
      .rows("SELECT id, version FROM aggregates WHERE type = ?", type)
      .flatMap((own) =>
        compare(type, own, rowById.get(String(own.id)), aggregate.state(storage.database, String(own.id))),
      );
  });
}

function compare(type: string, own: Row, row: Row | undefined, state: unknown): readonly string[] {
  if (state === null && (row === undefined || row.state === "null")) return [];
  if (row === undefined) return [`the read model has no ${type} ${own.id}`];
  if (row.version !== own.version)
    return [`the read model has ${type} ${own.id} in version ${row.version}, the object in ${own.version}`];
  const wanted = canonical(state);
  const had = canonical(JSON.parse(String(row.state)));
  return wanted === had
    ? []
    : [`${type} ${own.id} is ${wanted.slice(0, 400)}, but is shown as ${had.slice(0, 400)}`];
}

/** The same text for equal things: without descriptions, fields in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === "description") return null;
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
