import { and, asc, gt, inArray, lt, lte, sql } from "drizzle-orm";
import type { Actor } from "../src/kernel/actor.ts";
import type { Guarded } from "../src/kernel/command.ts";
import { type JournalItem, journalKeptForMs } from "../src/kernel/journal.ts";
import { placeholdersOf, prepared } from "../src/kernel/prepared.ts";
import type { Registry } from "../src/kernel/registry.ts";
import type { TenantDatabase } from "../src/kernel/storage.ts";
import { changesBetween } from "./journal-changes.ts";
import { readObject } from "./log.ts";
import { journal, object } from "./tables.ts";

/** One thing that was done or refused. */
export interface JournalEntry {
  readonly at: number;
  readonly actor: Actor;
  readonly action: string;
  readonly outcome: "allowed" | "refused";
  readonly code?: string | undefined;
  readonly target?: Guarded | null | undefined;
  readonly firstEvent?: number | undefined;
  readonly lastEvent?: number | undefined;
  readonly correlationId: string;
  readonly address?: string | undefined;
}

/** A stretch of the journal, and where it begins and ends. */
export interface JournalSlice {
  readonly epoch: number;
  /** Where the journal stood when the epoch began: up to here it is the same in the former one. */
  readonly beganAt: number;
  readonly oldest: number;
  readonly head: number;
  readonly items: readonly JournalItem[];
}

const expiryTurn = 500;
/** Events looked at in one pull, to say what was changed. */
const eventsPerPull = 500;

/** Writes an entry under the next number of the journal. */
export function record(database: TenantDatabase, entry: JournalEntry): void {
  const { journalHead, epoch } = readObject(database);
  const seq = journalHead + 1;
  const target =
    entry.target !== null && entry.target !== undefined && "type" in entry.target ? entry.target : null;
  journalInsert(database).run({
    seq,
    epoch,
    at: new Date(entry.at).toISOString(),
    actor: JSON.stringify(entry.actor),
    action: entry.action,
    outcome: entry.outcome,
    code: entry.code ?? null,
    firstEvent: entry.firstEvent ?? null,
    lastEvent: entry.lastEvent ?? null,
    correlationId: entry.correlationId,
    address: entry.address ?? null,
    targetType: target?.type ?? null,
    targetId: target?.id ?? null,
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

/** Reads the journal after a number, oldest first, with what each entry changed. */
export function readJournal(
  database: TenantDatabase,
  registry: Registry,
  after: number,
  limit: number,
): JournalSlice {
  const { epoch, journalHead, journalBeganAt } = readObject(database);
  const rows = database
    .select()
    .from(journal)
    .where(gt(journal.seq, after))
    .orderBy(asc(journal.seq))
    .limit(limit)
    .all();
  const items: JournalItem[] = [];
  let looked = 0;
  for (const row of rows) {
    const { firstEvent, lastEvent } = row;
    looked += firstEvent === null || lastEvent === null ? 0 : lastEvent - firstEvent + 1;
    if (items.length > 0 && looked > eventsPerPull) break;
    items.push({
      seq: row.seq,
      epoch: row.epoch,
      at: row.at,
      actor: JSON.parse(row.actor),
      action: row.action,
      outcome: row.outcome,
      code: row.code,
      target:
        row.targetType === null || row.targetId === null ? null : { type: row.targetType, id: row.targetId },
      changes:
        firstEvent === null || lastEvent === null
          ? []
          : changesBetween(database, registry, firstEvent, lastEvent),
      correlationId: row.correlationId,
      address: row.address,
    });
  }
  const oldest = database.select({ seq: sql<number | null>`min(seq)` }).from(journal).get()?.seq;
  return { epoch, beganAt: journalBeganAt, oldest: oldest ?? journalHead + 1, head: journalHead, items };
}

/**
 * Removes entries that are past their time and that their follower has, a bounded number at a time; says when the next
 * one is due, or null for none.
 */
export function forgetOldEntries(database: TenantDatabase, now: number, followed: number): number | null {
  const before = new Date(now - journalKeptForMs).toISOString();
  const old = database
    .select({ seq: journal.seq })
    .from(journal)
    .where(and(lt(journal.at, before), lte(journal.seq, followed)))
    .limit(expiryTurn);
  database.delete(journal).where(inArray(journal.seq, old)).run();
  const next = database.select().from(journal).orderBy(asc(journal.seq)).limit(1).get();
  if (next === undefined) return null;
  const dueAt = Date.parse(next.at) + journalKeptForMs;
  return next.seq > followed ? Math.max(dueAt, now + waitForSubscriptionMs) : dueAt;
}

const waitForSubscriptionMs = 60 * 60 * 1000;
