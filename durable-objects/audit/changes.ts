import { and, asc, between, desc, eq, lt } from "drizzle-orm";
import type { AggregateChange } from "../../src/kernel/delivery/audit.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { equal } from "../../src/kernel/values/patch.ts";
import { events } from "../storage/tables.ts";
import { toEnvelope } from "../write/log.ts";

type Fields = Readonly<Record<string, unknown>>;
type Row = typeof events.$inferSelect;

/** Aggregates described per command; an import may touch a hundred. */
const mostAggregates = 20;
/** A longer value is replaced by its size. */
const longestValue = 1_024;
const notSaid = { version: true, updatedAt: true } as const;

/**
 * The changes of a command per aggregate: only the fields of the state that changed. They are read from the log
 * when a subscription pulls the audit log, so writes do not pay for them.
 */
export function changesBetween(
  database: TenantDatabase,
  registry: Registry,
  first: number,
  last: number,
): readonly AggregateChange[] {
  const rows = database
    .select()
    .from(events)
    .where(between(events.seq, first, last))
    .orderBy(asc(events.seq))
    .all();
  const byAggregate = Map.groupBy(rows, (row) => `${row.aggregateType}/${row.aggregateId}`);
  return [...byAggregate.values()].slice(0, mostAggregates).flatMap((group) => {
    const newest = group.at(-1);
    return newest === undefined ? [] : [changeOf(database, registry, newest, group, first)];
  });
}

function changeOf(
  database: TenantDatabase,
  registry: Registry,
  newest: Row,
  group: readonly Row[],
  first: number,
): AggregateChange {
  const former = database
    .select()
    .from(events)
    .where(
      and(
        eq(events.aggregateType, newest.aggregateType),
        eq(events.aggregateId, newest.aggregateId),
        lt(events.seq, first),
      ),
    )
    .orderBy(desc(events.seq))
    .limit(1)
    .get();
  const before = former === undefined ? null : stateOf(registry, former);
  const after = stateOf(registry, newest);
  const changed = (side: Fields | null, other: Fields | null) =>
    side === null ? null : differing(side, other ?? {});
  return {
    type: newest.aggregateType,
    id: newest.aggregateId,
    version: newest.aggregateVersion,
    events: group.map(({ type }) => type),
    before: changed(before, after),
    after: changed(after, before),
  };
}

/** The state that an event carries, in its newest version. Null if the code is too old for it. */
function stateOf({ stateByType }: Registry, row: Row): Fields | null {
  const definition = stateByType.get(row.aggregateType);
  const event = toEnvelope(row, "");
  if (definition === undefined || (event.stateVersion ?? 0) > definition.version) return null;
  const state = definition.in(event);
  return typeof state === "object" && state !== null ? { ...state } : null;
}

function differing(side: Fields, other: Fields): Fields {
  const fields = Object.entries(side).filter(
    ([name, value]) => !(name in notSaid) && !equal(value, other[name]),
  );
  return Object.fromEntries(fields.map(([name, value]) => [name, shortened(value)]));
}

function shortened(value: unknown): unknown {
  const { length } = JSON.stringify(value) ?? "";
  return length <= longestValue ? value : { omitted: `${length} characters` };
}
