import { eq, sql } from "drizzle-orm";
import { traceIdOf } from "../../src/kernel/delivery/trace.ts";
import { pageLimits } from "../../src/kernel/read/page.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { EventFilter, EventsPage, StoredEvent } from "../../src/kernel/storage/tenant-object.ts";
import { upcastEnvelope } from "../../src/kernel/write/event.ts";
import { readObject } from "../storage/object-row.ts";
import { events } from "../storage/tables.ts";

interface EventRow {
  readonly seq: number;
  readonly id: string;
  readonly epoch: number;
  readonly type: string;
  readonly version: number;
  readonly aggregateType: string;
  readonly aggregateId: string;
  readonly aggregateVersion: number;
  readonly occurredAt: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly traceparent: string | null;
  readonly data: string;
  readonly envelope: number;
  readonly state: string | null;
  readonly stateVersion: number | null;
}

const columns =
  sql.raw(`seq, id, epoch, type, version, aggregate_type AS aggregateType, aggregate_id AS aggregateId,
  aggregate_version AS aggregateVersion, occurred_at AS occurredAt, actor, correlation_id AS correlationId,
  causation_id AS causationId, traceparent, data, envelope, state, state_version AS stateVersion`);

/** Rows scanned per page. A search with few matches returns early, with a position to continue from. */
const mostLookedAt = 2_000;

/** Matching events, oldest first, and the seq to continue after. Null at the end of the log. */
export function eventsPage(database: TenantDatabase, filter: EventFilter): EventsPage {
  const { after, limit, type, aggregate } = filter;
  const [kind, id] = aggregate?.includes("/") ? aggregate.split("/") : [null, aggregate];
  // Reads sizes first, so that a page of large states is cut before it is read.
  const looked = database.all<{ seq: number; bytes: number; fits: number }>(sql`
    SELECT seq, bytes, (${type} IS NULL OR type = ${type}) AND (${id ?? null} IS NULL OR aggregate_id = ${id ?? null})
      AND (${kind ?? null} IS NULL OR aggregate_type = ${kind ?? null})
      AND (${filter.correlation} IS NULL OR correlation_id = ${filter.correlation})
      AND (${filter.request} IS NULL OR (correlation_id = ${filter.request} AND causation_id IS NULL))
      AND (${filter.trace} IS NULL OR substr(traceparent, 4, 32) = ${filter.trace}) AS fits
    FROM ${sourceOf(filter)} AND seq > ${after} ORDER BY seq LIMIT ${mostLookedAt}`);
  const fitting: number[] = [];
  let through = after;
  let bytes = 0;
  for (const row of looked) {
    if (row.fits === 1) {
      bytes += row.bytes;
      if (fitting.length === limit || (fitting.length > 0 && bytes > pageLimits.bytes.value)) break;
      fitting.push(row.seq);
    }
    through = row.seq;
  }
  const ended = through === (looked.at(-1)?.seq ?? after) && looked.length < mostLookedAt;
  const rows = database.all<EventRow>(
    sql`SELECT ${columns} FROM events WHERE seq IN (SELECT value FROM json_each(${JSON.stringify(fitting)})) ORDER BY seq`,
  );
  return { items: rows.map(shapeOf), next: ended ? null : through };
}

/** The index to start from: by request, by trace, or by seq. */
function sourceOf({ correlation, request, trace }: EventFilter) {
  const requested = correlation ?? request;
  if (requested !== null)
    return sql`events INDEXED BY events_correlation WHERE correlation_id = ${requested}`;
  if (trace === null) return sql`events WHERE true`;
  return sql`events INDEXED BY events_trace WHERE substr(traceparent, 4, 32) = ${trace} AND traceparent IS NOT NULL`;
}

/** The event with a seq. Null once it is trimmed. */
export function eventAt(database: TenantDatabase, seq: number): StoredEvent | null {
  const [row] = database.all<EventRow>(sql`SELECT ${columns} FROM events WHERE seq = ${seq}`);
  return row === undefined ? null : shapeOf(row);
}

function shapeOf(row: EventRow): StoredEvent {
  const { data, state, stateVersion } = upcastEnvelope({
    ...row,
    tenantId: "",
    aggregate: { type: row.aggregateType, id: row.aggregateId, version: row.aggregateVersion },
    actor: JSON.parse(row.actor),
    causationId: row.causationId ?? undefined,
    traceparent: row.traceparent ?? undefined,
    data: JSON.parse(row.data),
    state: JSON.parse(row.state ?? "null"),
    stateVersion: row.stateVersion ?? undefined,
  });
  return {
    id: row.id,
    epoch: row.epoch,
    seq: row.seq,
    type: row.type,
    version: row.version,
    aggregate: { type: row.aggregateType, id: row.aggregateId, version: row.aggregateVersion },
    occurredAt: row.occurredAt,
    actor: JSON.parse(row.actor),
    correlationId: row.correlationId,
    causationId: row.causationId,
    traceId: row.traceparent === null ? null : traceIdOf(row.traceparent),
    data,
    ...(stateVersion === undefined ? {} : { state, stateVersion }),
  };
}

/** Reads all events of a type of aggregate that the log still has. */
export function aggregatesNaming(
  database: TenantDatabase,
  type: string,
  field: string,
  ids: readonly string[],
): readonly string[] {
  const path = `$.${field}`;
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  return database
    .all<{ id: string }>(
      sql`SELECT DISTINCT aggregate_id AS id FROM events INDEXED BY events_aggregate WHERE aggregate_type = ${type}
        AND (data ->> ${path} IN ${wanted} OR state ->> ${path} IN ${wanted})`,
    )
    .map(({ id }) => id);
}

/** The seq of the first event that was written at an instant or later. The log is in the order of time, and has no gaps. */
export function firstEventSince(database: TenantDatabase, at: string): number {
  const { head } = readObject(database);
  const oldest = database.select({ seq: sql<number | null>`min(seq)` }).from(events).get()?.seq ?? head + 1;
  let [from, to] = [oldest, head + 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const row = database
      .select({ occurredAt: events.occurredAt })
      .from(events)
      .where(eq(events.seq, middle))
      .get();
    if (row !== undefined && row.occurredAt < at) from = middle + 1;
    else to = middle;
  }
  return from;
}
