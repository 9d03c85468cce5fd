import { hash } from "node:crypto";
import { auditRetentionMs, type ChainLink, type ChainSlice } from "../../src/kernel/delivery/audit.ts";
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
 * added later must be left out where it is null, so that older entries keep their hash.
 */
export function hashOfEntry(row: Row): string {
  const { seq, epoch, at, actor, action, outcome, code, firstEvent, lastEvent } = row;
  const { correlationId, address, targetType, targetId, counted, traceId, previous } = row;
  const done = [seq, epoch, at, actor, action, outcome, code, firstEvent, lastEvent];
  const covered = [...done, correlationId, address, targetType, targetId, counted, traceId, previous];
  return hash("sha256", JSON.stringify(covered), "base64url");
}

/** Compares each entry after a position with the hash of it that the next one carries. */
export function readChain(database: TenantDatabase, after: number, now: number): ChainSlice {
  const { auditHead, auditHash, epoch } = readObject(database);
  const limit = chainLimits.checked.value;
  // One more, because the hash of an entry is in the next one.
  const rows = entriesAfter(database).all({ after, limit: limit + 1 });
  const checked = rows.slice(0, limit);
  const links = checked.flatMap((row, index): readonly ChainLink[] => {
    const next = rows[index + 1] ?? { seq: auditHead + 1, previous: auditHash };
    const missing = missingBetween(row, next.seq);
    const hash = row.previous === null ? null : hashOfEntry(row);
    const isIntact = hash === null || missing.length > 0 || hash === next.previous;
    // The audit trail removes an expired entry when it likes.
    if (isIntact && Date.parse(row.at) <= now - auditRetentionMs) return missing;
    return [{ epoch: row.epoch, seq: row.seq, hash, state: isIntact ? "intact" : "changed" }, ...missing];
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

/** The entries between one and the next. A gap counts as one, at its end. */
function missingBetween({ epoch, seq }: Pick<Row, "epoch" | "seq">, next: number): readonly ChainLink[] {
  return next <= seq + 1 ? [] : [{ epoch, seq: next - 1, hash: null, state: "missing" }];
}
