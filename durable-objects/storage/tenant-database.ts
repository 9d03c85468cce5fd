import { and, eq, sql } from "drizzle-orm";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import { remembered } from "../../src/kernel/storage/remembered.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import type { LogEnd, LogSize, TenantObject } from "../../src/kernel/storage/tenant-object.ts";
import { hasErasableEntries } from "../erasure/erase-entries.ts";
import { forgetAnswers } from "../erasure/forget-answers.ts";
import { returnToken } from "../limits/token-buckets.ts";
import { addReplay, hasRoomForReplay } from "../reactions/replays.ts";
import { aggregatesNaming, eventAt, eventsPage, firstEventSince } from "../write/log-page.ts";
import { changedAggregates, hasAggregates, walkAggregates } from "./aggregate-walk.ts";
import { readObject } from "./object-row.ts";
import { consumedAfter, readSubscriptionFacts, waitingSince } from "./subscription-facts.ts";
import { aggregates, events, floors, rebuildWork, subscriptions } from "./tables.ts";

/** The database of an object, with facts about the object itself. */
export function tenantDatabase(opened: BaseSQLiteDatabase<"sync", unknown>): TenantDatabase {
  const database: TenantDatabase = Object.assign(opened, {
    object: {
      versionOf: (type: string, id: string) => versionOf(database, type, id),
      sequenceFloorOf: (series: string) => sequenceFloorOf(database, series),
      logEnd: () => readLogEnd(database),
      logSize: () => readLogSize(database),
      eventsPage: (filter) => eventsPage(database, filter),
      eventAt: (seq) => eventAt(database, seq),
      subscriptionFacts: () => readSubscriptionFacts(database),
      consumedAfter: (position, types) => consumedAfter(database, position, types),
      waitingSince: (follows, position) => waitingSince(database, follows, position),
      beginRebuild: (task) => beginRebuild(database, task),
      endRebuild: (id) => void database.delete(rebuildWork).where(eq(rebuildWork.id, id)).run(),
      dropNotifications: () => dropNotifications(database),
      aggregatesNaming: (type, field, ids) => aggregatesNaming(database, type, field, ids),
      hasErasableEntries: (ids) => hasErasableEntries(database, ids),
      forgetAnswers: (after, traces) => forgetAnswers(database, after, traces),
      walkAggregates: (walk, after, read) => walkAggregates(database, walk, after, read),
      changedAggregates: (types, after, limit) => changedAggregates(database, types, after, limit),
      hasAggregates: (types) => hasAggregates(database, types),
      firstEventSince: (at) => firstEventSince(database, at),
      oldestEvent: () => oldestEvent(database) ?? readObject(database).head + 1,
      reactAgain: (subscription, range) => addReplay(database, subscription, range),
      canReactAgain: (subscription) => hasRoomForReplay(database, subscription),
      returnToken: (request, now) => returnToken(database, request, now),
    } satisfies TenantObject,
  });
  return database;
}

function versionOf(database: TenantDatabase, type: string, id: string): number {
  return versionQuery(database).get({ type, id })?.version ?? 0;
}

const versionQuery = prepared((database) =>
  database
    .select({ version: aggregates.version })
    .from(aggregates)
    .where(and(eq(aggregates.type, sql.placeholder("type")), eq(aggregates.id, sql.placeholder("id"))))
    .prepare(),
);

function sequenceFloorOf(database: TenantDatabase, name: string): number {
  return sequenceFloors.get(database, name);
}

/** The numbers that series must stay above, by name. */
export const sequenceFloors = remembered((database, name) => floorByName(database).get({ name })?.value ?? 0);

const floorByName = prepared((database) =>
  database
    .select()
    .from(floors)
    .where(eq(floors.name, sql.placeholder("name")))
    .prepare(),
);

function readLogEnd(database: TenantDatabase): LogEnd {
  const { epoch, head, epochBeganAt } = readObject(database);
  return { epoch, head, beganAt: epochBeganAt };
}

function readLogSize(database: TenantDatabase): LogSize {
  const { logBytes, head, auditHead } = readObject(database);
  const oldest = oldestEvent(database);
  return { logBytes, auditHead, events: oldest === null ? 0 : head - oldest + 1 };
}

function beginRebuild(database: TenantDatabase, task: { readonly id: string }): void {
  const row = { one: 1, id: task.id, task: JSON.stringify(task), notifiedAt: 0, pending: 0, error: null };
  database.insert(rebuildWork).values(row).onConflictDoUpdate({ target: rebuildWork.one, set: row }).run();
}

function oldestEvent(database: TenantDatabase): number | null {
  return database.select({ seq: sql<number | null>`min(seq)` }).from(events).get()?.seq ?? null;
}

/** Backoff after a failed attempt stays. */
function dropNotifications(database: TenantDatabase): void {
  database.update(subscriptions).set({ notifiedAt: 0, notifiedThrough: 0, pending: 0 }).run();
  database.update(rebuildWork).set({ notifiedAt: 0, pending: 0 }).run();
}
