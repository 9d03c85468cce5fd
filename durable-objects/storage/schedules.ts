import { asc, eq, lte, sql } from "drizzle-orm";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { ObjectStorage } from "./storage.ts";
import { schedules } from "./tables.ts";

const scheduleByName = prepared((database) =>
  database
    .select()
    .from(schedules)
    .where(eq(schedules.name, sql.placeholder("name")))
    .prepare(),
);

/** Named schedules, served by the object's one alarm. */
export interface Schedules {
  /** Schedules a name no later than `at`. An earlier time stays. */
  arm(name: string, at: number): void;
  /** Removes and returns the due names. */
  takeDue(now: number): readonly string[];
  /** Sets the alarm to the earliest schedule, after a wake or an alarm. */
  rearm(): void;
}

export function createSchedules(storage: ObjectStorage): Schedules {
  const { database } = storage;
  const rearm = () => {
    const next = database.select().from(schedules).orderBy(asc(schedules.dueAt)).limit(1).get();
    if (next !== undefined) storage.setAlarm(next.dueAt);
  };
  return {
    arm(name, at) {
      const existing = scheduleByName(database).get({ name });
      if (existing !== undefined && existing.dueAt <= at) return;
      database
        .insert(schedules)
        .values({ name, dueAt: at })
        .onConflictDoUpdate({ target: schedules.name, set: { dueAt: sql`excluded.due_at` } })
        .run();
      rearm();
    },
    takeDue(now) {
      const due = database.select().from(schedules).where(lte(schedules.dueAt, now)).all();
      if (due.length > 0) database.delete(schedules).where(lte(schedules.dueAt, now)).run();
      return due.map(({ name }) => name);
    },
    rearm,
  };
}
