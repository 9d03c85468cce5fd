import { and, asc, eq, lte, sql } from "drizzle-orm";
import { alias as aliasedTable } from "drizzle-orm/sqlite-core";
import type { Reaction } from "../../src/kernel/delivery/reaction.ts";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { type Envelope, upcastEnvelope } from "../../src/kernel/write/event.ts";
import { longestPauseOf } from "../delivery/attempts.ts";
import { readObject } from "../storage/object-row.ts";
import { attempts, events } from "../storage/tables.ts";
import { toEnvelope } from "../write/log.ts";
import { reactionTasks } from "./tables.ts";

/** A stored task. */
export type TaskRow = typeof reactionTasks.$inferSelect;

/** The open tasks of a reaction. */
export interface OpenTasks {
  readonly count: number;
  /** Claimed tasks. */
  readonly claimed: number;
  /** When the first of them can run; 0 for now. Null if there are none. */
  readonly availableAt: number | null;
}

/** A subscription of a reaction. */
interface Subscribed {
  readonly name: string;
  readonly reaction: Pick<Reaction, "retries">;
}

/** The open tasks of a subscription. */
export function openTasksOf(
  database: TenantDatabase,
  { name, reaction }: Subscribed,
  now: number,
): OpenTasks {
  const latest = now + longestPauseOf(reaction.retries);
  const row = openCounts(database).get({ subscription: name, now, latest });
  return { count: row?.count ?? 0, claimed: row?.claimed ?? 0, availableAt: row?.availableAt ?? null };
}

/** What a subscription without tasks has. */
export const noTasks: OpenTasks = { count: 0, claimed: 0, availableAt: null };

/** Those of the subscriptions that have open tasks, in one statement for all of them. */
export function busyAmong(database: TenantDatabase, names: readonly string[]): ReadonlySet<string> {
  const rows = busySubscriptions(database).all({ names: JSON.stringify(names) });
  return new Set(rows.map(({ name }) => name));
}

const busySubscriptions = prepared((database) =>
  database
    .select({ name: sql<string>`value` })
    .from(sql`json_each(${sql.placeholder("names")})`)
    .where(sql`EXISTS (SELECT 1 FROM reaction_tasks WHERE subscription = value)`)
    .prepare(),
);

const task = aliasedTable(reactionTasks, "task");
const ofSubscription = eq(task.subscription, sql.placeholder("subscription"));
/** Whether a task waits. An instant beyond the longest wait is of another clock. */
const waits = sql`(${task.availableAt} > ${sql.placeholder("now")} AND ${task.availableAt} <= ${sql.placeholder("latest")})`;
const isFirstOfKey = sql`NOT EXISTS (SELECT 1 FROM reaction_tasks AS earlier
  WHERE earlier.subscription = ${task.subscription} AND earlier.key = ${task.key} AND earlier.seq < ${task.seq})`;

const openCounts = prepared((database) =>
  database
    .select({
      count: sql<number>`count(*)`,
      claimed: sql<number | null>`sum(${task.claimed} = 1 AND ${waits})`,
      availableAt: sql<
        number | null
      >`min(CASE WHEN NOT ${isFirstOfKey} THEN NULL WHEN ${waits} THEN ${task.availableAt} ELSE 0 END)`,
    })
    .from(task)
    .where(ofSubscription)
    .prepare(),
);

/** Claims tasks that can run now, oldest first. Claims expire at `until`. */
export function claimAvailable(
  database: TenantDatabase,
  { name: subscription, reaction }: Subscribed,
  limit: number,
  now: number,
  until: number,
): readonly TaskRow[] {
  if (limit <= 0) return [];
  const latest = now + longestPauseOf(reaction.retries);
  const available = availableTasks(database).all({ subscription, now, latest, limit });
  if (available.length === 0) return [];
  const seqs = JSON.stringify(available.map(({ seq }) => seq));
  return claiming(database)
    .all({ subscription, seqs, until })
    .toSorted((a, b) => a.seq - b.seq);
}

const availableTasks = prepared((database) =>
  database
    .select({ seq: task.seq })
    .from(task)
    .where(and(ofSubscription, sql`NOT ${waits}`, isFirstOfKey))
    .orderBy(asc(task.seq))
    .limit(sql.placeholder("limit"))
    .prepare(),
);
const ofSeqs = and(
  eq(reactionTasks.subscription, sql.placeholder("subscription")),
  sql`${reactionTasks.seq} IN (SELECT value FROM json_each(${sql.placeholder("seqs")}))`,
);
const claiming = prepared((database) =>
  database
    .update(reactionTasks)
    .set({ claimed: 1, claim: sql`claim + 1`, availableAt: sql`${sql.placeholder("until")}` })
    .where(ofSeqs)
    .returning()
    .prepare(),
);

export function addTask(database: TenantDatabase, subscription: string, key: string, event: Envelope): void {
  const { seq, id: eventId, occurredAt } = event;
  taskInsert(database).run({ subscription, seq, key, eventId, occurredAt });
}

const taskInsert = prepared((database) =>
  database
    .insert(reactionTasks)
    .values({
      subscription: sql.placeholder("subscription"),
      seq: sql.placeholder("seq"),
      key: sql.placeholder("key"),
      eventId: sql.placeholder("eventId"),
      occurredAt: sql.placeholder("occurredAt"),
    })
    .onConflictDoNothing()
    .prepare(),
);

/** The tasks of events that are still open. */
export function findTasks(
  database: TenantDatabase,
  subscription: string,
  events: readonly { readonly eventId: string }[],
): readonly TaskRow[] {
  const eventIds = JSON.stringify(events.map(({ eventId }) => eventId));
  return tasksByEvent(database).all({ subscription, eventIds });
}

const tasksByEvent = prepared((database) =>
  database
    .select()
    .from(reactionTasks)
    .where(
      and(
        eq(reactionTasks.subscription, sql.placeholder("subscription")),
        sql`${reactionTasks.eventId} IN (SELECT value FROM json_each(${sql.placeholder("eventIds")}))`,
      ),
    )
    .prepare(),
);

/** Removes finished tasks and their failed attempts. */
export function removeTasks(
  database: TenantDatabase,
  subscription: string,
  finished: readonly number[],
): void {
  if (finished.length === 0) return;
  const seqs = JSON.stringify(finished);
  taskRemoval(database).run({ subscription, seqs });
  attemptRemoval(database).run({ subscription, seqs });
}

const taskRemoval = prepared((database) => database.delete(reactionTasks).where(ofSeqs).prepare());
const attemptRemoval = prepared((database) =>
  database
    .delete(attempts)
    .where(
      and(
        eq(attempts.subscription, sql.placeholder("subscription")),
        sql`${attempts.seq} IN (SELECT value FROM json_each(${sql.placeholder("seqs")}))`,
      ),
    )
    .prepare(),
);

/** Ends a claim. The task can run again from `at` on. */
export function releaseTask(database: TenantDatabase, { subscription, seq }: TaskRow, at: number): void {
  const ofTask = and(eq(reactionTasks.subscription, subscription), eq(reactionTasks.seq, seq));
  database.update(reactionTasks).set({ claimed: 0, availableAt: at }).where(ofTask).run();
}

/** The task's event, as it was written. */
export function eventOf(database: TenantDatabase, task: TaskRow): Envelope {
  if (task.event !== null) return upcastEnvelope(JSON.parse(task.event));
  const row = eventBySeq(database).get({ seq: task.seq });
  if (row === undefined) throw new Error(`the log has lost ${task.eventId}, which is not finished`);
  return toEnvelope(row, readObject(database).tenantId);
}

const eventBySeq = prepared((database) =>
  database
    .select()
    .from(events)
    .where(eq(events.seq, sql.placeholder("seq")))
    .prepare(),
);

/** Copies the events of unfinished tasks before they are trimmed. */
export function keepEvents(database: TenantDatabase, through: number): void {
  const losing = database
    .select()
    .from(reactionTasks)
    .where(and(lte(reactionTasks.seq, through), sql`event IS NULL`))
    .all();
  for (const task of losing) {
    database
      .update(reactionTasks)
      .set({ event: JSON.stringify(eventOf(database, task)) })
      .where(and(eq(reactionTasks.subscription, task.subscription), eq(reactionTasks.seq, task.seq)))
      .run();
  }
}

/** Failed attempts at tasks, by seq. */
export function attemptsByTask(
  database: TenantDatabase,
  subscription: string,
  tasks: readonly TaskRow[],
): ReadonlyMap<number, number> {
  if (tasks.length === 0) return new Map();
  const { epoch } = readObject(database);
  const seqs = JSON.stringify(tasks.map(({ seq }) => seq));
  const rows = attemptCounts(database).all({ subscription, epoch, seqs });
  return new Map(rows.map(({ seq, attempts: count }) => [seq, count]));
}

const attemptCounts = prepared((database) =>
  database
    .select({ seq: attempts.seq, attempts: attempts.attempts })
    .from(attempts)
    .where(
      and(
        eq(attempts.subscription, sql.placeholder("subscription")),
        eq(attempts.epoch, sql.placeholder("epoch")),
        sql`${attempts.seq} IN (SELECT value FROM json_each(${sql.placeholder("seqs")}))`,
      ),
    )
    .prepare(),
);
