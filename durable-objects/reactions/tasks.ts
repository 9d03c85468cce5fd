import { and, eq, lte, sql } from "drizzle-orm";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { type Envelope, upcastEnvelope } from "../../src/kernel/write/event.ts";
import { longestAttemptPauseMs } from "../delivery/attempts.ts";
import { readObject } from "../storage/object-row.ts";
import { events } from "../storage/tables.ts";
import { toEnvelope } from "../write/log.ts";
import { reactionTasks } from "./tables.ts";

/** A stored task. */
export type TaskRow = typeof reactionTasks.$inferSelect;

/** The open tasks of a reaction. */
export interface OpenTasks {
  readonly count: number;
  /** Claimed tasks. */
  readonly claimed: number;
  /** When the first of them can run; 0 for now. */
  readonly availableAt: number;
}

/** The open tasks by subscription, where there are any. */
export function openTasks(database: TenantDatabase, now: number): ReadonlyMap<string, OpenTasks> {
  const rows = database.all<OpenTasks & { readonly subscription: string }>(sql`
    SELECT subscription, count(*) AS count,
      sum(claimed = 1 AND ${waits(now)}) AS claimed,
      min(CASE WHEN NOT ${isFirstOfKey} THEN NULL WHEN ${waits(now)} THEN available_at ELSE 0 END) AS availableAt
    FROM reaction_tasks AS task GROUP BY subscription`);
  return new Map(rows.map(({ subscription, ...open }) => [subscription, open]));
}

/** Whether a task waits. An instant beyond the longest wait is of another clock. */
function waits(now: number) {
  return sql`(available_at > ${now} AND available_at <= ${now + longestAttemptPauseMs})`;
}

const isFirstOfKey = sql`NOT EXISTS (SELECT 1 FROM reaction_tasks AS earlier
  WHERE earlier.subscription = task.subscription AND earlier.key = task.key AND earlier.seq < task.seq)`;

/** Claims tasks that can run now, oldest first. Claims expire at `until`. */
export function claimAvailable(
  database: TenantDatabase,
  subscription: string,
  limit: number,
  now: number,
  until: number,
): readonly TaskRow[] {
  const available = database.all<{ readonly seq: number }>(sql`
    SELECT seq FROM reaction_tasks AS task
    WHERE subscription = ${subscription} AND NOT ${waits(now)} AND ${isFirstOfKey}
    ORDER BY seq LIMIT ${limit}`);
  return available.flatMap(({ seq }) =>
    database
      .update(reactionTasks)
      .set({ claimed: 1, claim: sql`claim + 1`, availableAt: until })
      .where(and(eq(reactionTasks.subscription, subscription), eq(reactionTasks.seq, seq)))
      .returning()
      .all(),
  );
}

export function addTask(database: TenantDatabase, subscription: string, key: string, event: Envelope): void {
  const { seq, id, occurredAt } = event;
  database
    .insert(reactionTasks)
    .values({ subscription, seq, key, eventId: id, occurredAt })
    .onConflictDoNothing()
    .run();
}

export function findTask(
  database: TenantDatabase,
  subscription: string,
  eventId: string,
): TaskRow | undefined {
  const ofEvent = and(eq(reactionTasks.subscription, subscription), eq(reactionTasks.eventId, eventId));
  return database.select().from(reactionTasks).where(ofEvent).get();
}

export function removeTask(database: TenantDatabase, { subscription, seq }: TaskRow): void {
  const ofTask = and(eq(reactionTasks.subscription, subscription), eq(reactionTasks.seq, seq));
  database.delete(reactionTasks).where(ofTask).run();
}

/** Ends a claim. The task can run again from `at` on. */
export function releaseTask(database: TenantDatabase, { subscription, seq }: TaskRow, at: number): void {
  const ofTask = and(eq(reactionTasks.subscription, subscription), eq(reactionTasks.seq, seq));
  database.update(reactionTasks).set({ claimed: 0, availableAt: at }).where(ofTask).run();
}

/** The task's event, as it was written. */
export function eventOf(database: TenantDatabase, task: TaskRow): Envelope {
  if (task.event !== null) return upcastEnvelope(JSON.parse(task.event));
  const row = database.select().from(events).where(eq(events.seq, task.seq)).get();
  if (row === undefined) throw new Error(`the log has lost ${task.eventId}, which is not finished`);
  return toEnvelope(row, readObject(database).tenantId);
}

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
