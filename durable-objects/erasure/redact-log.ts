import { and, asc, eq, sql } from "drizzle-orm";
import type { Registry } from "../../src/kernel/registry.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { type Envelope, upcastEnvelope } from "../../src/kernel/write/event.ts";
import { withoutPersonal } from "../../src/kernel/write/personal.ts";
import { reactionTasks } from "../reactions/tables.ts";
import { aggregates, events } from "../storage/tables.ts";
import { toEnvelope } from "../write/log.ts";

type Declared = Pick<Registry, "eventByType" | "stateByType">;
type AggregateRef = Envelope["aggregate"];

/**
 * Takes the personal data out of all events of an aggregate, the only thing that ever rewrites the log, and out of the copies
 * of them that reactions have.
 */
export function redactLog(database: TenantDatabase, declared: Declared, { type, id }: AggregateRef): void {
  for (const row of eventsOf(database).all({ type, id })) {
    const { data, state, stateVersion, envelope } = redacted(declared, toEnvelope(row, ""));
    database
      .update(events)
      .set({
        data: JSON.stringify(data),
        state: stateVersion === undefined ? null : JSON.stringify(state),
        stateVersion: stateVersion ?? null,
        envelope,
      })
      .where(eq(events.seq, row.seq))
      .run();
  }
  redactTasks(database, declared, id);
  database
    .update(aggregates)
    .set({ erased: 1 })
    .where(and(eq(aggregates.type, type), eq(aggregates.id, id)))
    .run();
}

const eventsOf = prepared((database) =>
  database
    .select()
    .from(events)
    .where(
      and(eq(events.aggregateType, sql.placeholder("type")), eq(events.aggregateId, sql.placeholder("id"))),
    )
    .orderBy(asc(events.seq))
    .prepare(),
);

/** Reactions have copies of events that the log has lost. */
function redactTasks(database: TenantDatabase, declared: Declared, id: string): void {
  const isOfAggregate = sql`${reactionTasks.event} ->> '$.aggregate.id' = ${id}`;
  for (const { subscription, seq, event } of database
    .select()
    .from(reactionTasks)
    .where(isOfAggregate)
    .all()) {
    const copy = redacted(declared, upcastEnvelope(JSON.parse(event ?? "null")));
    database
      .update(reactionTasks)
      .set({ event: JSON.stringify(copy) })
      .where(and(eq(reactionTasks.subscription, subscription), eq(reactionTasks.seq, seq)))
      .run();
  }
}

/** An event without personal data, in the versions that it was written in. */
function redacted({ eventByType, stateByType }: Declared, event: Envelope): Envelope {
  const data = withoutPersonal(eventByType.get(event.type)?.personalFields ?? {}, event.data);
  const fields = stateByType.get(event.aggregate.type)?.personalFields ?? {};
  return "state" in event
    ? { ...event, data, state: withoutPersonal(fields, event.state) }
    : { ...event, data };
}
