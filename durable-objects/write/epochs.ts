import { sql } from "drizzle-orm";
import type { Epoch } from "../../src/kernel/delivery/epoch.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { changeObject, readObject } from "../storage/object-row.ts";
import { attempts, floors, subscriptions } from "../storage/tables.ts";
import { sequenceFloors } from "../storage/tenant-database.ts";

/**
 * Adopts a later epoch: the object was restored to an earlier time, which its own rows cannot know. Subscriptions
 * have seen events that no longer exist. Part of a transaction.
 */
export function adopt(database: TenantDatabase, epoch: Epoch): void {
  const { head, auditHead } = readObject(database);
  const began = { epochBeganAt: head, auditBeganAt: auditHead, aheadOfLogAt: null };
  changeObject(database, { epoch: epoch.epoch, ...began });
  // Notifications of the former epoch stay unanswered, and its attempts were for other events.
  database.update(subscriptions).set({ notifiedThrough: 0, notifiedAt: 0, pending: 0 }).run();
  database.delete(attempts).run();
  sequenceFloors.forget(database);
  for (const [name, value] of Object.entries(epoch.floors)) {
    database
      .insert(floors)
      .values({ name, value })
      .onConflictDoUpdate({ target: floors.name, set: { value: sql`max(value, excluded.value)` } })
      .run();
  }
}

/** A subscription is ahead of the log. Writes stop until a new epoch begins, so that no number is used twice. */
export function markAheadOfLog(database: TenantDatabase, at: number): boolean {
  if (readObject(database).aheadOfLogAt !== null) return false;
  changeObject(database, { aheadOfLogAt: new Date(at).toISOString() });
  return true;
}
