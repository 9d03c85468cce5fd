import { hash } from "node:crypto";
import { and, asc, inArray, lt, lte, sql } from "drizzle-orm";
import type { Actor } from "../../src/kernel/access/actor.ts";
import {
  type AuditLogEntry,
  auditRetentionMs,
  type Erasures,
  type RefusalCount,
  trailRowOf,
  trailText,
} from "../../src/kernel/delivery/audit.ts";
import { traceIdOf } from "../../src/kernel/delivery/trace.ts";
import type { Registry } from "../../src/kernel/registry.ts";
import { placeholdersOf, prepared } from "../../src/kernel/storage/prepared.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { newUlid } from "../../src/kernel/values/id.ts";
import type { Guarded, Target } from "../../src/kernel/write/command.ts";
import { changeObject, readObject } from "../storage/object-row.ts";
import type { ObjectStorage } from "../storage/storage.ts";
import { auditLog } from "../storage/tables.ts";
import type { TransactionDeps } from "../write/deps.ts";
import { hashOfEntry, shownHash } from "./chain.ts";
import { changesBetween } from "./changes.ts";
import { entriesAfter } from "./entries.ts";

/** An action that was done or refused. */
export interface NewAuditLogEntry {
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
  readonly counted?: RefusalCount | undefined;
  readonly traceparent?: string | undefined;
  /** The customer or order that the entry is about. By default the customer who acts. */
  readonly subject?: string | null | undefined;
  readonly erases?: Erasures | null | undefined;
}

/** What an entry needs of the object. */
type RecordDeps = Pick<TransactionDeps, "random" | "registry"> & {
  readonly storage: Pick<ObjectStorage, "database">;
};

/** A range of the audit log, and where the log begins and ends. */
export interface AuditSlice {
  readonly epoch: number;
  /** The head when the epoch began. Up to here, the former epoch had the same entries. */
  readonly beganAt: number;
  readonly oldest: number;
  readonly head: number;
  readonly items: readonly AuditLogEntry[];
}

const expiryBatch = 500;
/** Events read in one pull to describe changes. */
const eventsPerPull = 500;

/** Appends an entry to the audit log. */
export function record(deps: RecordDeps, entry: NewAuditLogEntry): void {
  const {
    storage: { database },
    random,
    registry,
  } = deps;
  const { auditHead, auditHash: previous, epoch } = readObject(database);
  const seq = auditHead + 1;
  const target =
    entry.target !== null && entry.target !== undefined && "type" in entry.target ? entry.target : null;
  const row = {
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
    counted: entry.counted ?? null,
    traceId: entry.traceparent === undefined ? null : traceIdOf(entry.traceparent),
    previous,
    subject: entry.subject ?? subjectOf(entry.actor, target, registry.erasableTypes),
    salt: newUlid(entry.at, random),
    keptHash: null,
    erasedBy: null,
    erases: entry.erases ?? null,
  };
  auditInsert(database).run(row);
  changeObject(database, { auditHead: seq, auditHash: hashOfEntry(row) });
}

/** Staff is not erased, so only what customers do is about somebody. Who tries to sign in may be the account's owner. */
function subjectOf({ kind, id }: Actor, target: Target | null, erasable: ReadonlySet<string>): string | null {
  if (kind !== "customer") return null;
  return id ?? (target !== null && erasable.has(target.type) ? target.id : null);
}

const auditInsert = prepared((database) =>
  database.insert(auditLog).values(placeholdersOf(auditLog)).prepare(),
);

/** Reads the audit log after a position, oldest first, with the changes of each entry. */
export function readAuditLog(
  database: TenantDatabase,
  registry: Registry,
  after: number,
  limit: number,
): AuditSlice {
  const { epoch, auditHead, auditBeganAt } = readObject(database);
  const rows = entriesAfter(database).all({ after, limit });
  const items: AuditLogEntry[] = [];
  let looked = 0;
  for (const row of rows) {
    const { firstEvent, lastEvent } = row;
    looked += firstEvent === null || lastEvent === null ? 0 : lastEvent - firstEvent + 1;
    if (items.length > 0 && looked > eventsPerPull) break;
    const item = {
      seq: row.seq,
      epoch: row.epoch,
      at: row.at,
      actor: JSON.parse(row.actor),
      action: row.action,
      outcome: row.outcome,
      code: row.code,
      target:
        row.targetType === null || row.targetId === null ? null : { type: row.targetType, id: row.targetId },
      ...(firstEvent === null || lastEvent === null
        ? { changes: [], touched: [] }
        : changesBetween(database, registry, firstEvent, lastEvent)),
      correlationId: row.correlationId,
      address: row.address,
      counted: row.counted,
      traceId: row.traceId,
      hash: shownHash(row),
      erases: row.erases,
    };
    items.push({ ...item, digest: hash("sha256", trailText(trailRowOf(item)), "base64url") });
  }
  const oldest = database.select({ seq: sql<number | null>`min(seq)` }).from(auditLog).get()?.seq;
  return { epoch, beganAt: auditBeganAt, oldest: oldest ?? auditHead + 1, head: auditHead, items };
}

/**
 * Removes expired entries that the subscription has read, a bounded number at a time. Returns when the next one
 * expires, or null. If none is left, the next entry begins a new chain.
 */
export function removeOldEntries(database: TenantDatabase, now: number, followed: number): number | null {
  const before = new Date(now - auditRetentionMs).toISOString();
  const old = database
    .select({ seq: auditLog.seq })
    .from(auditLog)
    .where(and(lt(auditLog.at, before), lte(auditLog.seq, followed)))
    .limit(expiryBatch);
  database.delete(auditLog).where(inArray(auditLog.seq, old)).run();
  const next = database.select().from(auditLog).orderBy(asc(auditLog.seq)).limit(1).get();
  if (next === undefined) {
    changeObject(database, { auditHash: "" });
    return null;
  }
  const dueAt = Date.parse(next.at) + auditRetentionMs;
  return next.seq > followed ? Math.max(dueAt, now + waitForSubscriptionMs) : dueAt;
}

const waitForSubscriptionMs = 60 * 60 * 1000;
