import { and, asc, between, desc, eq, lt, sql } from "drizzle-orm";
import type { AggregateChange } from "../../src/kernel/delivery/audit.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { events } from "../storage/tables.ts";
import { toEnvelope } from "../write/log.ts";
import { differencesOf } from "./differences.ts";

type Fields = Readonly<Record<string, unknown>>;
type Row = typeof events.$inferSelect;

/** Aggregates described per command; a bulk request may change 500. */
const mostAggregates = 500;
/** What all changes of a command may have together, as JSON, and the share that each side of a change has at least. */
const mostCharacters = 256 * 1024;
const leastCharacters = 200;
/** Resources found per command. */
const mostTouched = 2_000;

/** What a command changed, and every resource that its events name. */
export interface CommandChanges {
  readonly changes: readonly AggregateChange[];
  readonly touched: readonly Resource[];
}

type Resource = { readonly type: string; readonly id: string };

/**
 * The changes of a command per aggregate: only what changed in their states. They are read from the log when a
 * subscription pulls the audit log, so writes do not pay for them.
 */
export function changesBetween(
  database: TenantDatabase,
  registry: Registry,
  first: number,
  last: number,
): CommandChanges {
  const rows = eventsBetween(database).all({ first, last });
  const byAggregate = Map.groupBy(rows, (row) => `${row.aggregateType}/${row.aggregateId}`);
  const described = [...byAggregate.values()].slice(0, mostAggregates);
  const characters = Math.max(leastCharacters, Math.floor(mostCharacters / (2 * described.length || 1)));
  return {
    changes: described.flatMap((group) => {
      const newest = group.at(-1);
      return newest === undefined ? [] : [changeOf(database, registry, newest, group, { first, characters })];
    }),
    touched: touchedBy(registry, rows),
  };
}

/** The aggregates of events first, then what their data names by id. */
function touchedBy({ idByPrefix }: Registry, rows: readonly Row[]): readonly Resource[] {
  const byId = new Map<string, Resource>(
    rows.map(({ aggregateType: type, aggregateId: id }) => [id, { type, id }]),
  );
  for (const { data } of rows)
    for (const [, id = "", prefix = ""] of data.matchAll(quotedId)) {
      if (byId.size >= mostTouched) return [...byId.values()].slice(0, mostTouched);
      const type = idByPrefix.get(prefix)?.name;
      if (type !== undefined && !byId.has(id)) byId.set(id, { type, id });
    }
  return [...byId.values()];
}

const quotedId = /"(([a-z]+)_[0-9A-HJKMNP-TV-Z]{26})"/g;

function changeOf(
  database: TenantDatabase,
  registry: Registry,
  newest: Row,
  group: readonly Row[],
  { first, characters }: { readonly first: number; readonly characters: number },
): AggregateChange {
  const { aggregateType: type, aggregateId: id, aggregateVersion: version } = newest;
  // The first version has none before it.
  const former = version === 1 ? undefined : formerEvent(database).get({ type, id, first });
  const before = former === undefined ? null : stateOf(registry, former);
  const after = stateOf(registry, newest);
  return {
    type,
    id,
    version,
    events: group.map(({ type }) => type),
    ...differencesOf(before, after, characters),
  };
}

const eventsBetween = prepared((database) =>
  database
    .select()
    .from(events)
    .where(between(events.seq, sql.placeholder("first"), sql.placeholder("last")))
    .orderBy(asc(events.seq))
    .prepare(),
);
const formerEvent = prepared((database) =>
  database
    .select()
    .from(events)
    .where(
      and(
        eq(events.aggregateType, sql.placeholder("type")),
        eq(events.aggregateId, sql.placeholder("id")),
        lt(events.seq, sql.placeholder("first")),
      ),
    )
    .orderBy(desc(events.seq))
    .limit(1)
    .prepare(),
);

/** Fields that change with every change. */
const unlisted: ReadonlySet<string> = new Set(["version", "updatedAt"]);

/** The state that an event carries, in its newest version. Null if the code is too old for it. */
function stateOf({ stateByType }: Registry, row: Row): Fields | null {
  const definition = stateByType.get(row.aggregateType);
  const event = toEnvelope(row, "");
  if (definition === undefined || (event.stateVersion ?? 0) > definition.version) return null;
  const state = definition.in(event);
  if (typeof state !== "object" || state === null) return null;
  return Object.fromEntries(Object.entries(state).filter(([name]) => !unlisted.has(name)));
}
