import { sql } from "drizzle-orm";
import type { Epoch } from "../../src/kernel/delivery/epoch.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { attempts, floors, object, subscriptions } from "../storage/tables.ts";
import { readObject } from "./log.ts";

/**
 * Takes on a later life: the object was put back to an earlier time, and its own rows cannot know. What
 * follows it has seen things that no longer happened. Part of a transaction.
 */
export function adopt(database: TenantDatabase, epoch: Epoch): void {
  const { head, auditHead } = readObject(database);
  const began = { epochBeganAt: head, auditBeganAt: auditHead, aheadOfLogAt: null };
  database
    .update(object)
    .set({ epoch: epoch.epoch, ...began })
    .run();
  // Rings of the former life are answered by nobody, and its attempts were of other events.
  database.update(subscriptions).set({ notifiedThrough: 0, notifiedAt: 0, pending: 0 }).run();
  database.delete(attempts).run();
  for (const [name, value] of Object.entries(epoch.floors)) {
    database
      .insert(floors)
      .values({ name, value })
      .onConflictDoUpdate({ target: floors.name, set: { value: sql`max(value, excluded.value)` } })
      .run();
  }
}

/** A follower is further than the log: nothing may be written before a new life begins, or its numbers would be given twice. */
export function markAheadOfLog(database: TenantDatabase, at: number): boolean {
  if (readObject(database).aheadOfLogAt !== null) return false;
  database
    .update(object)
    .set({ aheadOfLogAt: new Date(at).toISOString() })
    .run();
  return true;
}
