import { asc, eq, gt, lte, or, sql } from "drizzle-orm";
import { placeholdersOf, prepared } from "../../src/kernel/storage/prepared.ts";
import { remembered } from "../../src/kernel/storage/remembered.ts";
import type { ObjectStorage } from "./storage.ts";
import { schedules } from "./tables.ts";

const scheduleByName = prepared((database) =>
  database
    .select()
    .from(schedules)
    .where(eq(schedules.name, sql.placeholder("name")))
    .prepare(),
);

const scheduleUpsert = prepared((database) =>
  database
    .insert(schedules)
    .values(placeholdersOf(schedules))
    .onConflictDoUpdate({
      target: schedules.name,
      set: { dueAt: sql`excluded.due_at`, armedAt: sql`excluded.armed_at` },
    })
    .prepare(),
);

const nextAlarm = prepared((database) => {
  const at = sql.placeholder("at");
  const alarmAt = sql<number>`CASE WHEN ${schedules.armedAt} > ${at} THEN ${at} ELSE ${schedules.dueAt} END`;
  return database.select({ alarmAt }).from(schedules).orderBy(asc(alarmAt)).limit(1).prepare();
});

/** Named schedules, served by the object's one alarm. */
export interface Schedules {
  /** Schedules a name no later than `at`. An earlier time stays. */
  arm(name: string, at: number): void;
  /** The names that are due, and those that a clock that was ahead has set: their jobs decide when they run again. */
  due(at: number): readonly string[];
  /** A job begins. Unless it ends, it is due again at `retryAt`: the object may crash while it runs. */
  begin(name: string, retryAt: number): void;
  /** The job is done, until the time for which it was armed meanwhile. */
  end(name: string): void;
  /** The job failed. It is due again as `begin` said, or when it was armed for meanwhile. */
  fail(name: string): void;
  /** Sets the alarm to the earliest schedule, after a wake or an alarm. */
  rearm(): void;
}

export function createSchedules(storage: ObjectStorage, now: () => number): Schedules {
  const { database } = storage;
  /** What a running job was armed for. Its row in the database is for the case of a crash. */
  const armedByRunning = new Map<string, number | null>();
  const rearm = () => {
    const next = nextAlarm(database).get({ at: now() });
    if (next !== undefined) storage.setAlarm(next.alarmAt);
  };
  const write = (name: string, at: number) => {
    scheduleUpsert(database).run({ name, dueAt: at, armedAt: now() });
    dueAt.set(database, at, name);
  };
  const arm = (name: string, at: number) => {
    const running = armedByRunning.get(name);
    if (running !== undefined) {
      armedByRunning.set(name, Math.min(at, running ?? at));
      return;
    }
    const known = dueAt.get(database, name);
    if (known !== null && known <= at) return;
    write(name, at);
    rearm();
  };
  const finish = (name: string) => {
    const armed = armedByRunning.get(name) ?? null;
    armedByRunning.delete(name);
    return armed;
  };
  return {
    arm,
    due: (at) =>
      database
        .select()
        .from(schedules)
        .where(or(lte(schedules.dueAt, at), gt(schedules.armedAt, at)))
        .all()
        .map(({ name }) => name),
    begin(name, retryAt) {
      write(name, retryAt);
      armedByRunning.set(name, null);
    },
    end(name) {
      const armed = finish(name);
      if (armed !== null) return write(name, armed);
      database.delete(schedules).where(eq(schedules.name, name)).run();
      dueAt.set(database, null, name);
    },
    fail(name) {
      const armed = finish(name);
      if (armed !== null) arm(name, armed);
    },
    rearm,
  };
}

/** When a schedule is due, by its name. Null if it isn't set. */
const dueAt = remembered((database, name) => scheduleByName(database).get({ name })?.dueAt ?? null);
