import { asc, between, gt, sql } from "drizzle-orm";
import { byteLength } from "../../src/kernel/json.ts";
import type { Limit } from "../../src/kernel/limit.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import { placeholdersOf, prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { newUlid, type Random } from "../../src/kernel/values/id.ts";
import {
  type Envelope,
  envelopeVersion,
  type NewEvent,
  upcastEnvelope,
} from "../../src/kernel/write/event.ts";
import { changeObject, readObject } from "../storage/object-row.ts";
import { aggregates, events } from "../storage/tables.ts";
import { adopt, adoptedVersion } from "./adoption.ts";

/** Thrown to roll the transaction back: a state exceeds its aggregate's limit. */
export class StateTooLarge extends Error {
  constructor(type: string, { value }: Limit) {
    super(`The ${type} would exceed ${value / 1024} KiB.`);
  }
}

/** Thrown to roll the transaction back: the log accepts no events at present. */
export class LogClosed extends Error {}

/** The origin of events, the same for all events of a command. */
export interface Origin {
  readonly now: number;
  readonly actor: Envelope["actor"];
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
}

/** A range of the log, and where the log begins and ends. */
export interface LogSlice {
  readonly epoch: number;
  /** The head when the epoch began. Up to here, the former epoch had the same events. */
  readonly beganAt: number;
  readonly oldest: number;
  readonly head: number;
  readonly events: readonly Envelope[];
}

/** The range of the log that new events have, their size, and the aggregates that they have erased the person from. */
export interface Appended {
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  readonly erased: readonly Envelope["aggregate"][];
}

/** Applies new events to their aggregates and appends them: outbox and log are one table. */
export function append(
  database: TenantDatabase,
  registry: Registry,
  random: Random,
  origin: Origin,
  newEvents: readonly NewEvent[],
  mostBytes: number,
): Appended {
  const { tenantId, epoch, head, logBytes, aheadOfLogAt } = readObject(database);
  if (aheadOfLogAt !== null)
    throw new LogClosed("A subscription is ahead of the log: it waits for a new epoch.");
  if (logBytes >= mostBytes) throw new LogClosed("The log is full: its followers have to catch up first.");
  const versionByAggregate = new Map<string, number>();
  const envelopes = newEvents.map((event, index): Envelope => {
    const key = aggregateKey(event.aggregate);
    const version = versionByAggregate.get(key) ?? nextVersion(database, event);
    versionByAggregate.set(key, version);
    const definition = definitionOf(registry, event.type);
    return {
      envelope: envelopeVersion,
      id: newUlid(origin.now, random),
      tenantId,
      epoch,
      seq: head + 1 + index,
      type: event.type,
      version: definition.version,
      aggregate: { ...event.aggregate, version },
      occurredAt: new Date(origin.now).toISOString(),
      actor: origin.actor,
      correlationId: origin.correlationId,
      causationId: origin.causationId,
      traceparent: origin.traceparent,
      data: definition.schema.parse(event.data),
    };
  });
  for (const [index, envelope] of envelopes.entries()) {
    const { adopts: adopted, beside } = newEvents[index] ?? {};
    if (adopted === undefined) aggregateOf(registry, envelope).apply(database, envelope, beside);
    else adopt(database, registry, envelope, adopted);
  }
  const inserted = withStates(database, registry, envelopes).map((written) => insert(database, written));
  const last = head + envelopes.length;
  const added = inserted.reduce((sum, bytes) => sum + bytes, 0);
  changeObject(database, { head: last, logBytes: logBytes + added });
  const erasing = envelopes.filter(({ type }) => definitionOf(registry, type).erases);
  return { first: head + 1, last, bytes: added, erased: erasing.map(({ aggregate }) => aggregate) };
}

/** Has followers take the events of a range together. */
export function commitTogether(
  database: TenantDatabase,
  { first, last }: Pick<Appended, "first" | "last">,
): void {
  database
    .update(events)
    .set({ commitSeq: last })
    .where(between(events.seq, first, last))
    .run();
}

/** Reads the log after a position, oldest first, limited by events and bytes. */
export function readLog(database: TenantDatabase, after: number, limit: number, maxBytes: number): LogSlice {
  const { epoch, epochBeganAt, head, tenantId } = readObject(database);
  const sizes = sizesAfter(database).all({ after, limit });
  let bytes = 0;
  const fitting = sizes.filter((row, index) => {
    bytes += row.bytes;
    return index === 0 || bytes <= maxBytes;
  }).length;
  const rows = eventsFrom(database).all({ after, limit: fitting });
  const oldest = oldestSeq(database).get()?.seq ?? head + 1;
  return { epoch, beganAt: epochBeganAt, oldest, head, events: rows.map((row) => toEnvelope(row, tenantId)) };
}

const sizesAfter = prepared((database) =>
  database
    .select({ seq: events.seq, bytes: events.bytes })
    .from(events)
    .where(gt(events.seq, sql.placeholder("after")))
    .orderBy(asc(events.seq))
    .limit(sql.placeholder("limit"))
    .prepare(),
);
const eventsFrom = prepared((database) =>
  database
    .select()
    .from(events)
    .where(gt(events.seq, sql.placeholder("after")))
    .orderBy(asc(events.seq))
    .limit(sql.placeholder("limit"))
    .prepare(),
);
const oldestSeq = prepared((database) =>
  database.select({ seq: sql<number | null>`min(seq)` }).from(events).prepare(),
);

/** An event to be inserted. Its state is already JSON. */
interface Written {
  readonly envelope: Envelope;
  readonly state: { readonly json: string; readonly version: number } | null;
}

/** The last event of each aggregate carries its resulting state. */
function withStates(
  database: TenantDatabase,
  registry: Registry,
  envelopes: readonly Envelope[],
): readonly Written[] {
  const lastByAggregate = new Map(
    envelopes.map((envelope) => [aggregateKey(envelope.aggregate), envelope.seq]),
  );
  return envelopes.map((envelope) => {
    if (lastByAggregate.get(aggregateKey(envelope.aggregate)) !== envelope.seq)
      return { envelope, state: null };
    const aggregate = aggregateOf(registry, envelope);
    const state = aggregate.state(database, envelope.aggregate.id);
    if (state === null) markDeleted(database, envelope.aggregate);
    const json = JSON.stringify(state);
    const { limit } = aggregate;
    if (byteLength(json) > limit.value) throw new StateTooLarge(envelope.aggregate.type, limit);
    return { envelope, state: { json, version: aggregate.definition.version } };
  });
}

/** Returns the size of the event in bytes. */
function insert(database: TenantDatabase, { envelope, state }: Written): number {
  const data = JSON.stringify(envelope.data);
  const bytes = byteLength(data) + byteLength(state?.json ?? "") + envelopeOverhead;
  eventInsert(database).run({
    seq: envelope.seq,
    id: envelope.id,
    epoch: envelope.epoch,
    type: envelope.type,
    version: envelope.version,
    aggregateType: envelope.aggregate.type,
    aggregateId: envelope.aggregate.id,
    aggregateVersion: envelope.aggregate.version,
    occurredAt: envelope.occurredAt,
    actor: JSON.stringify(envelope.actor),
    correlationId: envelope.correlationId,
    causationId: envelope.causationId ?? null,
    traceparent: envelope.traceparent ?? null,
    data,
    bytes,
    envelope: envelope.envelope,
    state: state?.json ?? null,
    stateVersion: state?.version ?? null,
    commitSeq: null,
  });
  return bytes;
}

const eventInsert = prepared((database) => database.insert(events).values(placeholdersOf(events)).prepare());

/** The size of an envelope besides data and state, rounded up. */
const envelopeOverhead = 700;

/**
 * A stored event as its subscriptions see it: in the newest envelope, with data and state in the versions they were
 * written in.
 */
export function toEnvelope(row: typeof events.$inferSelect, tenantId: string): Envelope {
  return upcastEnvelope({
    envelope: row.envelope,
    id: row.id,
    tenantId,
    epoch: row.epoch,
    seq: row.seq,
    type: row.type,
    version: row.version,
    aggregate: { type: row.aggregateType, id: row.aggregateId, version: row.aggregateVersion },
    occurredAt: row.occurredAt,
    actor: JSON.parse(row.actor),
    correlationId: row.correlationId,
    ...(row.causationId === null ? {} : { causationId: row.causationId }),
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
    data: JSON.parse(row.data),
    ...(row.stateVersion === null
      ? {}
      : { state: JSON.parse(row.state ?? "null"), stateVersion: row.stateVersion }),
    ...(row.commitSeq === null ? {} : { commitSeq: row.commitSeq }),
  });
}

function nextVersion(database: TenantDatabase, { aggregate, adopts }: NewEvent): number {
  const { type, id } = aggregate;
  return adopts === undefined
    ? versionUpsert(database).get({ type, id }).version
    : adoptedVersion(database, aggregate, adopts.version);
}

const versionUpsert = prepared((database) =>
  database
    .insert(aggregates)
    .values({ type: sql.placeholder("type"), id: sql.placeholder("id"), version: 1 })
    .onConflictDoUpdate({ target: [aggregates.type, aggregates.id], set: { version: sql`version + 1` } })
    .returning({ version: aggregates.version })
    .prepare(),
);

function markDeleted(database: TenantDatabase, aggregate: NewEvent["aggregate"]): void {
  database.run(
    sql`UPDATE aggregates SET deleted = 1 WHERE type = ${aggregate.type} AND id = ${aggregate.id}`,
  );
}

function definitionOf(registry: Registry, type: string) {
  const definition = registry.eventByType.get(type);
  if (definition === undefined) throw new Error(`no module declares the event ${type}`);
  return definition;
}

function aggregateOf(registry: Registry, envelope: Envelope) {
  const aggregate = registry.aggregateByType.get(envelope.aggregate.type);
  if (aggregate === undefined) throw new Error(`no module declares the aggregate ${envelope.aggregate.type}`);
  return aggregate;
}

function aggregateKey(aggregate: NewEvent["aggregate"]): string {
  return `${aggregate.type}/${aggregate.id}`;
}
