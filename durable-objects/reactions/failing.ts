import { and, eq, isNotNull, sql } from "drizzle-orm";
import { prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { subscriptions } from "../storage/tables.ts";

const named = eq(subscriptions.name, sql.placeholder("name"));

/** An attempt has failed. Returns since when none has succeeded, in milliseconds since 1970. */
export function markFailing(database: TenantDatabase, name: string, now: number): number {
  const since = failingSince(database).get({ name })?.since ?? null;
  // A clock that was ahead has set what lies in the future.
  if (since !== null && since <= now) return since;
  database.update(subscriptions).set({ failingSince: now }).where(eq(subscriptions.name, name)).run();
  return now;
}

const failingSince = prepared((database) =>
  database.select({ since: subscriptions.failingSince }).from(subscriptions).where(named).prepare(),
);

/** An attempt has succeeded, or the target was changed and begins anew. */
export function markSucceeded(database: TenantDatabase, name: string): void {
  successUpdate(database).run({ name });
}

const successUpdate = prepared((database) =>
  database
    .update(subscriptions)
    .set({ failingSince: null })
    .where(and(named, isNotNull(subscriptions.failingSince)))
    .prepare(),
);
