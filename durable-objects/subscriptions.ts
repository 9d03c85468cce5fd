import { and, eq, lt } from "drizzle-orm";
import { prepared } from "../src/kernel/prepared.ts";
import type { TenantDatabase } from "../src/kernel/storage.ts";
import { subscriptions } from "./tables.ts";

/** A follower of the log: how far it is, and which ring it has not answered. */
export type Subscription = typeof subscriptions.$inferSelect;

/** Makes the followers known to a new object; those it has keep their place. */
export function ensureSubscriptions(database: TenantDatabase, names: readonly string[]): void {
  for (const name of names) database.insert(subscriptions).values({ name }).onConflictDoNothing().run();
}

export function readSubscriptions(database: TenantDatabase): readonly Subscription[] {
  return allSubscriptions(database).all();
}

const allSubscriptions = prepared((database) => database.select().from(subscriptions).prepare());

/** Notes a ring (or a direct wake) that awaits its acknowledgement. */
export function markRung(
  database: TenantDatabase,
  name: string,
  ring: { through: number; at: number; unanswered: number },
): void {
  database
    .update(subscriptions)
    .set({ rungThrough: ring.through, rungAt: ring.at, unanswered: ring.unanswered })
    .where(eq(subscriptions.name, name))
    .run();
}

/**
 * Moves a follower forward, never back, and counts its rings as answered. Answers whether it moved: a follower that
 * stands still has answered nothing, and is rung again only when its time comes.
 */
export function markAcknowledged(database: TenantDatabase, name: string, seq: number): boolean {
  const moved = database
    .update(subscriptions)
    .set({ position: seq, rungThrough: 0, unanswered: 0 })
    .where(and(eq(subscriptions.name, name), lt(subscriptions.position, seq)))
    .returning({ name: subscriptions.name })
    .all();
  return moved.length > 0;
}
