import type { Statement } from "../../kernel/storage/storage.ts";

/** Which dead letters to list. Null matches any. */
interface DeadLetterFilter {
  readonly status: string | null;
  readonly subscription: string | null;
}

/** Without the event of a reaction's dead letter, which can be large. */
const shown = `id, subscription, epoch, seq, type, version, aggregate_type, aggregate_id, aggregate_version, correlation_id,
occurred_at, attempts, error, failed_at, status, settled_at, reason`;

/** A tenant's dead letters before an id, newest first. */
export function selectDeadLetters(
  tenantId: string,
  { status, subscription }: DeadLetterFilter,
  before: string | null,
  limit: number,
): Statement {
  return {
    sql: `SELECT ${shown} FROM dead_letters WHERE tenant_id = ?1 AND id < ?2
AND (?3 IS NULL OR status = ?3) AND (?4 IS NULL OR subscription = ?4) ORDER BY id DESC LIMIT ?5`,
    params: [tenantId, before ?? "~", status, subscription, limit],
  };
}

/** One dead letter of a tenant. */
export function selectDeadLetter(tenantId: string, id: string): Statement {
  return {
    sql: `SELECT ${shown} FROM dead_letters WHERE tenant_id = ?1 AND id = ?2`,
    params: [tenantId, id],
  };
}

/** Counts a tenant's dead letters: rows of `subscription`, `status`, `count`. */
export function selectDeadLetterCounts(tenantId: string): Statement {
  return {
    sql: "SELECT subscription, status, count(*) AS count FROM dead_letters WHERE tenant_id = ?1 GROUP BY 1, 2",
    params: [tenantId],
  };
}
