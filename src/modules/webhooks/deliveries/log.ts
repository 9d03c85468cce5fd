import * as z from "zod";
import type { LoggedAttempt, ReactionLog } from "../../../kernel/delivery/reaction-log.ts";
import type { Statement } from "../../../kernel/storage/storage.ts";
import { webhookIds } from "../ids.ts";
import { webhookLimits } from "../limits.ts";

/** What a reaction notes of an attempt. */
const noted = z.object({ code: z.int(), answer: z.string() });

const statusByOutcome = { done: "delivered", retrying: "pending", failed: "failed" } as const;

/** One row for each event and endpoint. */
export const deliveryLog: ReactionLog = {
  write: (attempts, tenantId) => attempts.map((attempt) => writing(attempt, tenantId)),
  forget: (aggregateIds, tenantId) => [
    {
      sql: `DELETE FROM webhook_deliveries
WHERE tenant_id = ?1 AND aggregate_id IN (SELECT value FROM json_each(?2))`,
      params: [tenantId, JSON.stringify(aggregateIds)],
    },
  ],
  sweep: (now) => [
    {
      sql: "DELETE FROM webhook_deliveries WHERE last_at < ?1",
      params: [new Date(now - webhookLimits.deliveryRetention.value).toISOString()],
    },
  ],
};

/** The id of the delivery of an event. Each endpoint has its own deliveries. */
export function deliveryId(eventId: string): string {
  return `${webhookIds.webhookDelivery.prefix}_${eventId}`;
}

/** Nothing is written of a tenant that was deleted meanwhile, or about a person that was erased. */
function writing(
  { event, target, outcome, error, note, at, durationMs }: LoggedAttempt,
  tenantId: string,
): Statement {
  const { code = null, answer = null } = noted.safeParse(note).data ?? {};
  return {
    sql: `INSERT INTO webhook_deliveries (tenant_id, endpoint_id, id, event_id, seq, type, aggregate_type, aggregate_id,
  status, attempts, code, answer, error, duration_ms, first_at, last_at)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10, ?11, ?12, ?13, ?14, ?14
WHERE NOT EXISTS (SELECT 1 FROM erased WHERE tenant_id = ?1 AND id = ?8)
  AND NOT EXISTS (SELECT 1 FROM deleted_tenants WHERE tenant_id = ?1)
ON CONFLICT (tenant_id, endpoint_id, id) DO UPDATE
SET status = excluded.status, attempts = attempts + 1, code = excluded.code, answer = excluded.answer,
  error = excluded.error, duration_ms = excluded.duration_ms, last_at = excluded.last_at`,
    params: [
      tenantId,
      target ?? "",
      deliveryId(event.id),
      event.id,
      event.seq,
      event.type,
      event.aggregate.type,
      event.aggregate.id,
      statusByOutcome[outcome],
      code,
      answer,
      outcome === "done" ? null : plain(error),
      durationMs,
      new Date(at).toISOString(),
    ],
  };
}

/** An error without the name of its class. */
function plain(error: string | null): string | null {
  return error?.replace(/^\w+: /, "").slice(0, 200) ?? null;
}
