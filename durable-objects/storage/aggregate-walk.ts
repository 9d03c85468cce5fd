import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type {
  AggregateCursor,
  AggregatePage,
  AggregateRow,
  AggregateWalk,
  ChangedAggregate,
  Measured,
} from "../../src/kernel/storage/tenant-object.ts";

/** Aggregates per page, and so per call to the object. */
const mostPerPage = 50;
const bytesPerPage = 1024 * 1024;

/** The next page of a walk over aggregates: by type in the given order, then by id. `read` reads each of them. */
export function walkAggregates<Item>(
  database: TenantDatabase,
  { types, fromSeq }: AggregateWalk,
  after: AggregateCursor | null,
  read: (row: AggregateRow) => Measured<Item>,
): AggregatePage<Item> {
  const items: Item[] = [];
  let bytes = 0;
  let cursor = after;
  for (const type of types.slice(after === null ? 0 : Math.max(0, types.indexOf(after.type)))) {
    const from = cursor?.type === type ? cursor.id : "";
    for (const row of rowsAfter(database, type, from, fromSeq)) {
      const one = read(row);
      bytes += one.bytes;
      if (items.length > 0 && bytes > bytesPerPage) return { items, next: cursor };
      items.push(one.item);
      cursor = { type, id: row.id };
      if (items.length === mostPerPage) return { items, next: cursor };
    }
  }
  return { items, next: null };
}

function rowsAfter(
  database: TenantDatabase,
  type: string,
  id: string,
  fromSeq: number | null,
): readonly AggregateRow[] {
  const wanted =
    fromSeq === null
      ? sql`a.deleted = 0`
      : sql`EXISTS (SELECT 1 FROM events AS e INDEXED BY events_aggregate
          WHERE e.aggregate_type = a.type AND e.aggregate_id = a.id AND e.seq >= ${fromSeq})`;
  return database.all<AggregateRow>(
    sql`SELECT a.type, a.id, a.version FROM aggregates AS a
      WHERE a.type = ${type} AND a.id > ${id} AND ${wanted} ORDER BY a.id LIMIT ${mostPerPage}`,
  );
}

/** Aggregates that events after a seq have touched, those that were touched first come first. */
export function changedAggregates(
  database: TenantDatabase,
  types: readonly string[],
  after: number,
  limit: number,
): readonly ChangedAggregate[] {
  return database.all<ChangedAggregate>(
    sql`SELECT e.aggregate_type AS type, e.aggregate_id AS id, a.version, max(e.seq) AS seq
      FROM events AS e CROSS JOIN aggregates AS a ON a.type = e.aggregate_type AND a.id = e.aggregate_id
      WHERE e.seq > ${after} AND e.aggregate_type IN (SELECT value FROM json_each(${JSON.stringify(types)}))
      GROUP BY e.aggregate_type, e.aggregate_id ORDER BY seq LIMIT ${limit}`,
  );
}

/** Whether the object has ever had an aggregate of one of these types. */
export function hasAggregates(database: TenantDatabase, types: readonly string[]): boolean {
  const [row] = database.all<{ readonly found: number }>(
    sql`SELECT EXISTS (SELECT 1 FROM aggregates
      WHERE type IN (SELECT value FROM json_each(${JSON.stringify(types)}))) AS found`,
  );
  return row?.found === 1;
}
