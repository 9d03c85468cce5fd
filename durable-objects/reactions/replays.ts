import { and, asc, count, eq, inArray, lt, sql } from "drizzle-orm";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import { remembered } from "../../src/kernel/storage/remembered.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { reactionReplays } from "./tables.ts";

/** Ranges of a reaction that wait at the same time. */
export const mostReplays = 100;

/** Events after `after`, up to `through`. */
export interface ReplayRange {
  readonly after: number;
  readonly through: number;
  /** Whether it is about all types that the reaction consumes, whichever its target has chosen. */
  readonly allTypes: boolean;
}

/** Whether a reaction may be given another range. */
export function hasRoomForReplay(database: TenantDatabase, subscription: string): boolean {
  const ofSubscription = eq(reactionReplays.subscription, subscription);
  const waiting = database.select({ count: count() }).from(reactionReplays).where(ofSubscription).get();
  return (waiting?.count ?? 0) < mostReplays;
}

/** Notes that a reaction is to react again. */
export function addReplay(
  database: TenantDatabase,
  subscription: string,
  { after, through, allTypes }: ReplayRange,
): void {
  database
    .insert(reactionReplays)
    .values({ subscription, after, through, allTypes: allTypes ? 1 : 0 })
    .onConflictDoUpdate({
      target: [reactionReplays.subscription, reactionReplays.through, reactionReplays.allTypes],
      set: { after: sql`min(after, excluded.after)` },
    })
    .run();
  nextBySubscription.forget(database, subscription);
}

/** The next range of a reaction. */
export function nextReplay(database: TenantDatabase, subscription: string): ReplayRange | null {
  return nextBySubscription.get(database, subscription);
}

/** Every command looks whether there is one, and hardly ever there is. */
const nextBySubscription = remembered((database, subscription): ReplayRange | null => {
  const row = replayOf(database).get({ subscription });
  return row === undefined ? null : { ...row, allTypes: row.allTypes === 1 };
});

const replayOf = prepared((database) =>
  database
    .select({
      after: reactionReplays.after,
      through: reactionReplays.through,
      allTypes: reactionReplays.allTypes,
    })
    .from(reactionReplays)
    .where(eq(reactionReplays.subscription, sql.placeholder("subscription")))
    .orderBy(asc(reactionReplays.through))
    .limit(1)
    .prepare(),
);

/** A range is taken over up to a seq. */
export function advanceReplay(
  database: TenantDatabase,
  subscription: string,
  { through, allTypes }: ReplayRange,
  reached: number,
): void {
  const ofRange = and(
    eq(reactionReplays.subscription, subscription),
    eq(reactionReplays.through, through),
    eq(reactionReplays.allTypes, allTypes ? 1 : 0),
  );
  nextBySubscription.forget(database, subscription);
  if (reached >= through) database.delete(reactionReplays).where(ofRange).run();
  else
    database
      .update(reactionReplays)
      .set({ after: reached })
      .where(and(ofRange, lt(reactionReplays.after, reached)))
      .run();
}

/** Forgets the ranges of reactions that are gone. */
export function removeReplays(database: TenantDatabase, subscriptions: readonly string[]): void {
  nextBySubscription.forget(database);
  database
    .delete(reactionReplays)
    .where(inArray(reactionReplays.subscription, [...subscriptions]))
    .run();
}
