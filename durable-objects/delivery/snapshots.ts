import { sql } from "drizzle-orm";
import {
  aggregateTypesOf,
  type RebuildTask,
  type SnapshotCursor,
  type SnapshotPage,
  snapshotType,
  viewsOf,
} from "../../src/kernel/delivery/rebuild.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { newUlid, type Random } from "../../src/kernel/values/id.ts";
import { type Envelope, envelopeVersion } from "../../src/kernel/write/event.ts";
import { readObject } from "../storage/object-row.ts";

interface SnapshotDeps {
  readonly database: TenantDatabase;
  readonly registry: Registry;
  readonly now: () => number;
  readonly random: Random;
}

interface AggregateRow {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

/** Aggregates per page, and so per call to the object. */
const mostPerPage = 50;
const bytesPerPage = 1024 * 1024;

/** The current state of an aggregate, as an envelope outside the log. Null if it never existed. */
export function snapshotOf(deps: SnapshotDeps, type: string, id: string): Envelope | null {
  const [row] = deps.database.all<AggregateRow>(
    sql`SELECT type, id, version FROM aggregates WHERE type = ${type} AND id = ${id}`,
  );
  return row === undefined ? null : envelopeOf(deps, row);
}

/**
 * The next page of a rebuild or replay: by aggregate type in the order of the modules, then by id. A rebuild covers
 * all that exists. A replay covers what events since a seq have touched, including deleted aggregates.
 */
export function readSnapshots(
  deps: SnapshotDeps,
  task: Pick<RebuildTask, "view" | "fromSeq">,
  after: SnapshotCursor | null,
): SnapshotPage {
  const types = aggregateTypesOf(deps.registry, viewsOf(deps.registry, task.view));
  const snapshots: Envelope[] = [];
  let bytes = 0;
  let cursor = after;
  for (const type of types.slice(after === null ? 0 : Math.max(0, types.indexOf(after.type)))) {
    const from = cursor?.type === type ? cursor.id : "";
    for (const row of rowsAfter(deps.database, type, from, task.fromSeq)) {
      const snapshot = envelopeOf(deps, row);
      bytes += JSON.stringify(snapshot.state).length;
      if (snapshots.length > 0 && bytes > bytesPerPage) return { snapshots, next: cursor };
      snapshots.push(snapshot);
      cursor = { type, id: row.id };
      if (snapshots.length === mostPerPage) return { snapshots, next: cursor };
    }
  }
  return { snapshots, next: null };
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

function envelopeOf({ database, registry, now, random }: SnapshotDeps, row: AggregateRow): Envelope {
  const aggregate = registry.aggregateByType.get(row.type);
  if (aggregate === undefined) throw new Error(`no module declares the aggregate ${row.type}`);
  const { tenantId, epoch, head } = readObject(database);
  const id = newUlid(now(), random);
  return {
    envelope: envelopeVersion,
    id,
    tenantId,
    epoch,
    // The state is as new as the log.
    seq: Math.max(1, head),
    type: snapshotType,
    version: 1,
    aggregate: row,
    occurredAt: new Date(now()).toISOString(),
    actor: { kind: "system" },
    correlationId: id,
    data: {},
    state: aggregate.state(database, row.id),
    stateVersion: aggregate.definition.version,
  };
}
