import { refusal } from "../../kernel/api/problem.ts";
import { type Page, type PageRequest, pageOf } from "../../kernel/read/page.ts";
import type { ViewQuery } from "../../kernel/read/query.ts";
import type { Row } from "../../kernel/storage/storage.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { type DeadLetter, deadLetterResponse } from "./schema.ts";

/** Where the read model says that the followers of a tenant are. */
export const readPositions: ViewQuery<
  null,
  readonly { readonly subscription: string; readonly epoch: number; readonly seq: number }[]
> = async (model, tenantId) => {
  const rows = await model.all({
    sql: "SELECT subscription, epoch, seq FROM positions WHERE tenant_id = ?1",
    params: [tenantId],
  });
  return ok(
    rows.map((row) => ({
      subscription: String(row.subscription),
      epoch: Number(row.epoch),
      seq: Number(row.seq),
    })),
  );
};

/** Dead letters, the newest first. */
export const listDeadLetters: ViewQuery<
  Pick<PageRequest, "limit" | "after"> & {
    readonly status: string | null;
    readonly subscription: string | null;
  },
  Page<DeadLetter>
> = async (model, tenantId, { limit, after, status, subscription }) => {
  const rows = await model.all({
    sql: `SELECT * FROM dead_letters WHERE tenant_id = ?1 AND id < ?2
AND (?3 IS NULL OR status = ?3) AND (?4 IS NULL OR subscription = ?4) ORDER BY id DESC LIMIT ?5`,
    params: [tenantId, after?.[0] ?? "~", status, subscription, limit + 1],
  });
  return ok(pageOf(rows, limit, (row) => [row.id ?? null], deadLetterFrom));
};

export const findDeadLetter: ViewQuery<{ readonly id: string }, DeadLetter> = async (
  model,
  tenantId,
  { id },
) => {
  const [row] = await model.all({
    sql: "SELECT * FROM dead_letters WHERE tenant_id = ?1 AND id = ?2",
    params: [tenantId, id],
  });
  return row === undefined
    ? refused(refusal("not-found", "There is no such dead letter."))
    : ok(deadLetterFrom(row));
};

/** How many there are, by follower and status. */
export const countDeadLetters: ViewQuery<
  null,
  readonly { readonly subscription: string; readonly status: string; readonly count: number }[]
> = async (model, tenantId) => {
  const rows = await model.all({
    sql: "SELECT subscription, status, count(*) AS count FROM dead_letters WHERE tenant_id = ?1 GROUP BY 1, 2",
    params: [tenantId],
  });
  return ok(
    rows.map((row) => ({
      subscription: String(row.subscription),
      status: String(row.status),
      count: Number(row.count),
    })),
  );
};

function deadLetterFrom(row: Row): DeadLetter {
  return deadLetterResponse.parse({
    id: row.id,
    subscription: row.subscription,
    epoch: row.epoch,
    seq: row.seq,
    type: row.type,
    version: row.version,
    aggregate:
      row.aggregate_type === null
        ? null
        : { type: row.aggregate_type, id: row.aggregate_id, version: row.aggregate_version },
    correlationId: row.correlation_id,
    occurredAt: row.occurred_at,
    attempts: row.attempts,
    error: row.error,
    failedAt: row.failed_at,
    status: row.status,
    settledAt: row.settled_at,
    reason: row.reason,
  });
}
