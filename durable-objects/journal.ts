import { asc, gt, inArray, lt, sql } from "drizzle-orm";
import type { Actor } from "../src/kernel/actor.ts";
import { placeholdersOf, prepared } from "../src/kernel/prepared.ts";
import type { TenantDatabase } from "../src/kernel/storage.ts";
import { readObject } from "./log.ts";
import { journal, object } from "./tables.ts";

/** One thing that was done or refused. */
export interface JournalEntry {
  readonly at: number;
  readonly actor: Actor;
  readonly action: string;
  readonly outcome: "allowed" | "refused";
  readonly code?: string | undefined;
  readonly firstEvent?: number | undefined;
  readonly lastEvent?: number | undefined;
  readonly correlationId: string;
  readonly address?: string | undefined;
}

/** How long the journal remembers. */
export const journalKeptForMs = 400 * 24 * 60 * 60 * 1000;
const expiryTurn = 500;

/** Writes an entry under the next number of the journal. */
export function record(database: TenantDatabase, entry: JournalEntry): void {
  const seq = readObject(database).journalHead + 1;
  journalInsert(database).run({
    seq,
    at: new Date(entry.at).toISOString(),
    actor: JSON.stringify(entry.actor),
    action: entry.action,
    outcome: entry.outcome,
    code: entry.code ?? null,
    firstEvent: entry.firstEvent ?? null,
    lastEvent: entry.lastEvent ?? null,
    correlationId: entry.correlationId,
    address: entry.address ?? null,
  });
  headUpdate(database).run({ seq });
}

const journalInsert = prepared((database) =>
  database.insert(journal).values(placeholdersOf(journal)).prepare(),
);
const headUpdate = prepared((database) =>
  database
    .update(object)
    .set({ journalHead: sql`${sql.placeholder("seq")}` })
    .prepare(),
);

/** Reads the journal after a number, oldest first. */
export function readJournal(database: TenantDatabase, after: number, limit: number) {
  return database
    .select()
    .from(journal)
    .where(gt(journal.seq, after))
    .orderBy(asc(journal.seq))
    .limit(limit)
    .all();
}

/** Removes entries that are past their time, a bounded number at a time; says when the next one is, or null for none. */
export function forgetOldEntries(database: TenantDatabase, now: number): number | null {
  const before = new Date(now - journalKeptForMs).toISOString();
  const old = database
    .select({ seq: journal.seq })
    .from(journal)
    .where(lt(journal.at, before))
    .limit(expiryTurn);
  database.delete(journal).where(inArray(journal.seq, old)).run();
  const next = database.select({ at: journal.at }).from(journal).orderBy(asc(journal.seq)).limit(1).get();
  return next === undefined ? null : Date.parse(next.at) + journalKeptForMs;
}
