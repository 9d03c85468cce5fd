import { hash } from "node:crypto";
import { actorSchema } from "../../src/kernel/access/actor.ts";
import {
  auditRetentionMs,
  type ChainLink,
  type ChainSlice,
  type ErasedEntry,
  erasedText,
} from "../../src/kernel/delivery/audit.ts";
import { defineLimits } from "../../src/kernel/limit.ts";
import type { TenantDatabase } from "../../src/kernel/storage/storage.ts";
import { readObject } from "../storage/object-row.ts";
import type { auditLog } from "../storage/tables.ts";
import { entriesAfter } from "./entries.ts";

type Row = typeof auditLog.$inferSelect;

export const chainLimits = defineLimits({
  checked: {
    value: 500,
    unit: "count",
    per: "response",
    what: "Audit log entries that one page of a verification covers",
    beyond: "`nextCursor` continues it",
  },
});

/**
 * The hash of an entry: base64url of SHA-256. It covers every column, also the hash of the entry before. A column that is
 * added later must be left out where it is null, so that older entries keep their hash: only salted ones have the last three.
 */
export function hashOfEntry(row: Row): string {
  const { seq, epoch, at, actor, action, outcome, code, firstEvent, lastEvent } = row;
  const { correlationId, address, targetType, targetId, counted, traceId, previous } = row;
  const done = [seq, epoch, at, actor, action, outcome, code, firstEvent, lastEvent];
  const covered = [...done, correlationId, address, targetType, targetId, counted, traceId, previous];
  const later = row.salt === null ? [] : [row.salt, row.subject, row.erases];
  return hash("sha256", JSON.stringify([...covered, ...later]), "base64url");
}

/** The hash of what is left of an erased entry. */
export function digestOfErased(row: Row): string {
  const { keptHash, erasedBy, subject } = row;
  return hash("sha256", JSON.stringify([hashOfEntry(row), keptHash, erasedBy, subject]), "base64url");
}

/** The hash of an entry, also if it was erased since. Null for an entry from before hashes. */
export function shownHash(row: Row): string | null {
  if (row.erasedBy !== null) return row.keptHash;
  return row.previous === null ? null : hashOfEntry(row);
}

/** Compares each entry after a position with the hash of it that the next one carries. */
export function readChain(database: TenantDatabase, after: number, now: number): ChainSlice {
  const { auditHead, auditHash, epoch } = readObject(database);
  const limit = chainLimits.checked.value;
  // One more, because the hash of an entry is in the next one.
  const rows = entriesAfter(database).all({ after, limit: limit + 1 });
  const checked = rows.slice(0, limit);
  const isErased = erasuresOf(database);
  const links = checked.flatMap((row, index): readonly ChainLink[] => {
    const next = rows[index + 1] ?? { seq: auditHead + 1, previous: auditHash };
    const missing = missingBetween(row, next.seq);
    const hash = shownHash(row);
    const isLinked = hash === null || missing.length > 0 || hash === next.previous;
    const isIntact = isLinked && (row.erasedBy === null || isErased(row));
    // The audit trail removes an expired entry when it likes.
    if (isIntact && Date.parse(row.at) <= now - auditRetentionMs) return missing;
    const state = !isIntact ? "changed" : row.erasedBy === null ? "intact" : "erased";
    return [{ epoch: row.epoch, seq: row.seq, hash, state, rest: restOf(row, hash) }, ...missing];
  });
  // When all of them expire, the object forgets the newest's hash.
  const isEmptied = rows.length === 0 && after < auditHead && auditHash !== "";
  const lost = isEmptied ? missingBetween({ epoch, seq: after }, auditHead + 1) : [];
  return {
    links: [...links, ...lost],
    last: rows.length > limit ? (checked.at(-1)?.seq ?? after) : auditHead,
    more: rows.length > limit,
  };
}

/** Whether the entry that erased another one says so, and what is left is what it says. */
function erasuresOf(database: TenantDatabase): (row: Row) => boolean {
  const known = new Map<number, ReadonlyMap<number, ErasedEntry>>();
  const entriesOf = (by: number) => {
    const [erasing] = entriesAfter(database).all({ after: by - 1, limit: 1 });
    const entries = erasing?.seq === by ? (erasing.erases?.entries ?? []) : [];
    return new Map(entries.map((entry) => [entry.seq, entry]));
  };
  return (row) => {
    const by = row.erasedBy ?? 0;
    const said = known.get(by) ?? entriesOf(by);
    known.set(by, said);
    const entry = said.get(row.seq);
    return entry !== undefined && entry.hash === row.keptHash && entry.digest === digestOfErased(row);
  };
}

/** The hash of what the audit trail shows of the entry if it is erased there. */
function restOf(row: Row, shown: string | null): string {
  const { kind: actorKind, id = null } = actorSchema.parse(JSON.parse(row.actor));
  return hash("sha256", erasedText({ ...row, actorKind, actorId: id, hash: shown }), "base64url");
}

/** The entries between one and the next. A gap counts as one, at its end. */
function missingBetween({ epoch, seq }: Pick<Row, "epoch" | "seq">, next: number): readonly ChainLink[] {
  return next <= seq + 1 ? [] : [{ epoch, seq: next - 1, hash: null, state: "missing" }];
}
