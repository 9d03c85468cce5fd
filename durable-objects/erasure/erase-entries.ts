import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { ErasedEntry, Erasures } from "../../src/kernel/delivery/audit.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { digestOfErased, hashOfEntry } from "../audit/chain.ts";
import { auditLog } from "../storage/tables.ts";

/** The most entries that one command erases. */
const mostEntries = 500;

/**
 * Takes addresses out of the entries about what is erased. They keep their hashes. The entry with the number `by`, which the
 * caller writes next, has to contain what this returns: its own hash then says which entries were erased, and what is left.
 */
export function eraseEntries(database: TenantDatabase, ids: readonly string[], by: number): Erasures {
  const rows = database
    .select()
    .from(auditLog)
    .where(isErasable(ids))
    .orderBy(asc(auditLog.seq))
    .limit(mostEntries)
    .all();
  const entries = rows.map((row): ErasedEntry => {
    const hash = row.previous === null ? null : hashOfEntry(row);
    // Older entries have no salt. Their hash could be guessed without the random part of the request's id.
    const request = row.salt === null ? { correlationId: "", traceId: null } : {};
    const left = { address: null, counted: null, salt: null, keptHash: hash, erasedBy: by, ...request };
    database.update(auditLog).set(left).where(eq(auditLog.seq, row.seq)).run();
    const digest = digestOfErased({ ...row, ...left });
    return { epoch: row.epoch, seq: row.seq, hash, digest, hasRequest: row.salt !== null };
  });
  return { resources: ids, entries };
}

/** Whether there are entries left to erase. */
export function hasErasableEntries(database: TenantDatabase, ids: readonly string[]): boolean {
  return database.select({ seq: auditLog.seq }).from(auditLog).where(isErasable(ids)).get() !== undefined;
}

function isErasable(ids: readonly string[]) {
  return and(inArray(auditLog.subject, [...ids]), isNull(auditLog.erasedBy));
}
