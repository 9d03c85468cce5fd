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
import type { AggregateRow } from "../../src/kernel/storage/tenant-object.ts";
import { newUlid, type Random } from "../../src/kernel/values/id.ts";
import { type Envelope, envelopeVersion } from "../../src/kernel/write/event.ts";
import { walkAggregates } from "../storage/aggregate-walk.ts";
import { readObject } from "../storage/object-row.ts";

interface SnapshotDeps {
  readonly database: TenantDatabase;
  readonly registry: Registry;
  readonly now: () => number;
  readonly random: Random;
}

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
  const { items, next } = walkAggregates(deps.database, { types, fromSeq: task.fromSeq }, after, (row) => {
    const item = envelopeOf(deps, row);
    return { item, bytes: JSON.stringify(item.state).length };
  });
  return { snapshots: items, next };
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
