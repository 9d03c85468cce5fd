import { readModelName } from "../../kernel/delivery/subscription.ts";
import type { Statement } from "../../kernel/storage/storage.ts";

/** Which dead letters to list. Null matches any. */
interface DeadLetterFilter {
  readonly status: string | null;
  readonly subscription: string | null;
}

/** Without the event of a reaction's dead letter, which can be large. */
const shown = `id, tenant_id, subscription, epoch, seq, type, version, aggregate_type, aggregate_id, aggregate_version, correlation_id,
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

/** Dead letters of all tenants before an id, newest first. */
export function selectAllDeadLetters(
  { status, subscription }: DeadLetterFilter,
  before: string | null,
  limit: number,
): Statement {
  // A partial index needs the status as text.
  const index =
    status === "open" ? "dead_letters_open_newest WHERE status = 'open' AND" : "dead_letters_newest WHERE";
  return {
    sql: `SELECT ${shown} FROM dead_letters INDEXED BY ${index} id < ?1
AND (?2 IS NULL OR status = ?2) AND (?3 IS NULL OR subscription = ?3) ORDER BY id DESC LIMIT ?4`,
    params: [before ?? "~", status, subscription, limit],
  };
}

/** Counts the open dead letters of some tenants, by tenant and subscription. */
export function selectOpenCounts(tenantIds: readonly string[]): Statement {
  return {
    sql: `SELECT tenant_id, subscription, count(*) AS count FROM dead_letters INDEXED BY dead_letters_open
WHERE status = 'open' AND tenant_id IN (SELECT value FROM json_each(?1)) GROUP BY 1, 2`,
    params: [JSON.stringify(tenantIds)],
  };
}

/**
 * Counts the open dead letters of all tenants, by subscription, without the target of a reaction. It reads at most `limit`
 * entries of the index: beyond that counts are too low.
 */
export function selectAllOpenCounts(limit: number): Statement {
  return {
    sql: `SELECT substr(subscription, 1, instr(subscription || '/', '/') - 1) AS subscription, count(*) AS count FROM
(SELECT subscription FROM dead_letters INDEXED BY dead_letters_open WHERE status = 'open' LIMIT ?1) GROUP BY 1`,
    params: [limit],
  };
}

/**
 * Whether the views have reached a seq, and whether any event up to there is an open dead letter: `reached`, `lacking`.
 */
export function selectReached(tenantId: string, epoch: number, seq: number): Statement {
  return {
    sql: `SELECT seq >= ?4 AS reached, EXISTS (SELECT 1 FROM dead_letters INDEXED BY dead_letters_open
WHERE status = 'open' AND tenant_id = ?1 AND subscription = ?2 AND epoch = ?3 AND seq <= ?4) AS lacking
FROM positions WHERE tenant_id = ?1 AND subscription = ?2 AND epoch = ?3`,
    params: [tenantId, readModelName, epoch, seq],
  };
}

/** A row if an open dead letter of the views up to a seq belongs to a request or to an aggregate. */
export function selectLacking(
  tenantId: string,
  written: {
    readonly epoch: number;
    readonly seq: number;
    readonly correlationId: string;
    readonly aggregate: readonly [type: string, id: string];
  },
): Statement {
  const { epoch, seq, correlationId, aggregate } = written;
  return {
    sql: `SELECT 1 AS found FROM dead_letters INDEXED BY dead_letters_open
WHERE status = 'open' AND tenant_id = ?1 AND subscription = ?2 AND epoch = ?3 AND seq <= ?4
AND (correlation_id = ?5 OR (aggregate_type = ?6 AND aggregate_id = ?7)) LIMIT 1`,
    params: [tenantId, readModelName, epoch, seq, correlationId, ...aggregate],
  };
}

/** What the newest open dead letters of all tenants are about: rows of `subscription`, `type`. */
export function selectOpenKinds(limit: number): Statement {
  return {
    sql: `SELECT subscription, type FROM dead_letters INDEXED BY dead_letters_open_newest
WHERE status = 'open' ORDER BY id DESC LIMIT ?1`,
    params: [limit],
  };
}
