import type { AuditLogEntry } from "../../kernel/delivery/audit.ts";
import type { RebuildTask } from "../../kernel/delivery/rebuild.ts";
import { readModelName } from "../../kernel/delivery/subscription.ts";
import type { Statement } from "../../kernel/storage/storage.ts";
import type { Envelope } from "../../kernel/write/event.ts";
import type { DeadLetterReport } from "../projector.ts";

/** An item that a subscription failed to project or react to. */
export interface DeadLetter {
  readonly id: string;
  readonly tenantId: string;
  readonly subscription: string;
  readonly item: Envelope | AuditLogEntry;
  readonly attempts: number;
  readonly error: string;
  /** Milliseconds since 1970. */
  readonly failedAt: number;
  /** For a reaction, the event as JSON. A replay runs it again. */
  readonly event?: string;
}

/** What the log says of a dead letter. */
export function reportOf({ id, item, attempts }: DeadLetter): DeadLetterReport {
  const event = "aggregate" in item ? item : null;
  return {
    id,
    seq: item.seq,
    type: event?.type ?? ("action" in item ? item.action : ""),
    aggregate: event === null ? null : `${event.aggregate.type}/${event.aggregate.id}`,
    correlationId: item.correlationId,
    attempts,
  };
}

/**
 * Writes a dead letter, for a projection in the batch that moves the position past it. An event that fails
 * again updates its existing dead letter. An event about somebody who was erased meanwhile is not written.
 */
export function setAside(deadLetter: DeadLetter): Statement {
  const { item } = deadLetter;
  const event = "aggregate" in item ? item : null;
  return {
    sql: `INSERT INTO dead_letters (tenant_id, id, subscription, epoch, seq, type, version, aggregate_type, aggregate_id,
  aggregate_version, correlation_id, occurred_at, attempts, error, failed_at, event, status)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 'open'
WHERE ?16 IS NULL OR NOT EXISTS (SELECT 1 FROM erased WHERE tenant_id = ?1 AND id = ?9)
ON CONFLICT (tenant_id, subscription, epoch, seq) DO UPDATE
SET attempts = excluded.attempts, error = excluded.error, failed_at = excluded.failed_at, event = excluded.event, status = 'open'`,
    params: [
      deadLetter.tenantId,
      deadLetter.id,
      deadLetter.subscription,
      item.epoch,
      item.seq,
      event?.type ?? ("action" in item ? item.action : ""),
      event?.version ?? 1,
      event?.aggregate.type ?? null,
      event?.aggregate.id ?? null,
      event?.aggregate.version ?? null,
      item.correlationId,
      event?.occurredAt ?? ("at" in item ? item.at : ""),
      deadLetter.attempts,
      deadLetter.error,
      new Date(deadLetter.failedAt).toISOString(),
      deadLetter.event ?? null,
    ],
  };
}

/** Settles the open dead letters of the views that a rebuild has projected from the aggregates' current state. */
export function settleByRebuild(
  tenantId: string,
  { id, epoch, head }: Pick<RebuildTask, "id" | "epoch" | "head">,
  at: string,
): Statement {
  return {
    sql: `UPDATE dead_letters INDEXED BY dead_letters_open SET status = 'replayed', settled_at = ?5, reason = ?6, event = NULL
WHERE status = 'open' AND tenant_id = ?1 AND subscription = ?2 AND epoch <= ?3 AND (epoch < ?3 OR seq <= ?4)`,
    params: [tenantId, readModelName, epoch, head, at, `Rebuilt by ${id}.`],
  };
}
