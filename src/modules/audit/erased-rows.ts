import { type AuditLogEntry, resourcesOf } from "../../kernel/delivery/audit.ts";
import type { Statement } from "../../kernel/storage/storage.ts";

/** What is left of a row: who did what, when, to which of the erased resources. */
const left = `changes = '[]', address = NULL, counted = NULL, digest = NULL,
  erased_epoch = found.by_epoch, erased_seq = found.by_seq, resources = (SELECT json_group_array(json(one.value))
    FROM json_each(audit.resources) AS one JOIN erased ON erased.tenant_id = ?1 AND erased.id = one.value ->> '$.id'
      AND erased.audit_epoch = found.by_epoch AND erased.audit_seq = found.by_seq)`;

const isLeft = "audit.erased_seq IS NULL AND audit.erases IS NULL";

/**
 * Erases rows of the audit trail, once the row of an entry that says so is written: all older rows that name what was erased.
 * An entry says itself what it erases, and its row stays. A row that comes late is erased as well.
 */
export function eraseRows(run: readonly AuditLogEntry[], tenantId: string): readonly Statement[] {
  const erasing = run.flatMap((entry) =>
    entry.erases === undefined || entry.erases === null ? [] : [{ ...entry, erases: entry.erases }],
  );
  return [
    ...erasing.flatMap(({ epoch, seq, at, erases: { resources, entries } }) => [
      recordErased(tenantId, resources, at, { epoch, seq }),
      eraseOlder(tenantId, resources),
      dropRequests(
        tenantId,
        entries.filter(({ hasRequest }) => !hasRequest),
      ),
    ]),
    eraseLate(tenantId, run),
  ];
}

interface Place {
  readonly epoch: number;
  readonly seq: number;
}

function recordErased(tenantId: string, ids: readonly string[], at: string, by: Place): Statement {
  return {
    sql: `INSERT INTO erased (tenant_id, id, at, audit_epoch, audit_seq)
SELECT ?1, value, ?3, ?4, ?5 FROM json_each(?2) WHERE true
ON CONFLICT (tenant_id, id) DO UPDATE SET audit_epoch = excluded.audit_epoch, audit_seq = excluded.audit_seq`,
    params: [tenantId, JSON.stringify(ids), at, by.epoch, by.seq],
  };
}

/** The rows that name what was erased before they were written stay: they are about what is left. */
function eraseOlder(tenantId: string, ids: readonly string[]): Statement {
  return {
    sql: `WITH gone AS MATERIALIZED (SELECT erased.id, audit_epoch, audit_seq FROM json_each(?2) AS one
  JOIN erased ON erased.tenant_id = ?1 AND erased.id = one.value)
UPDATE audit SET ${left} FROM (
  SELECT r.epoch, r.seq, gone.audit_epoch AS by_epoch, gone.audit_seq AS by_seq FROM gone
    CROSS JOIN audit_resources AS r ON r.tenant_id = ?1 AND r.resource_id = gone.id
    WHERE (r.epoch, r.seq) < (gone.audit_epoch, gone.audit_seq)
  UNION SELECT a.epoch, a.seq, gone.audit_epoch, gone.audit_seq FROM gone
    CROSS JOIN audit AS a INDEXED BY audit_actor ON a.tenant_id = ?1 AND a.actor_id = gone.id
    WHERE (a.epoch, a.seq) < (gone.audit_epoch, gone.audit_seq)
) AS found WHERE audit.tenant_id = ?1 AND audit.epoch = found.epoch AND audit.seq = found.seq AND ${isLeft}`,
    params: [tenantId, JSON.stringify(ids)],
  };
}

function eraseLate(tenantId: string, run: readonly AuditLogEntry[]): Statement {
  const named = run.flatMap((entry) => {
    const ids = resourcesOf(entry).map(({ id }) => id);
    const named = entry.actor.id === undefined ? ids : [...ids, entry.actor.id];
    return named.map((id) => [id, entry.epoch, entry.seq]);
  });
  return {
    sql: `UPDATE audit SET ${left} FROM (
  SELECT one.value ->> '$[1]' AS epoch, one.value ->> '$[2]' AS seq, max(gone.audit_epoch) AS by_epoch, max(gone.audit_seq) AS by_seq
  FROM json_each(?2) AS one CROSS JOIN erased AS gone ON gone.tenant_id = ?1 AND gone.id = one.value ->> '$[0]'
    AND (one.value ->> '$[1]', one.value ->> '$[2]') < (gone.audit_epoch, gone.audit_seq)
  GROUP BY 1, 2
) AS found WHERE audit.tenant_id = ?1 AND audit.epoch = found.epoch AND audit.seq = found.seq AND ${isLeft}`,
    params: [tenantId, JSON.stringify(named)],
  };
}

/** The log has dropped the ids of these entries' requests. */
function dropRequests(tenantId: string, entries: readonly Place[]): Statement {
  return {
    sql: `UPDATE audit SET correlation_id = '', trace_id = NULL
WHERE tenant_id = ?1 AND (epoch, seq) IN (SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(?2))`,
    params: [tenantId, JSON.stringify(entries.map(({ epoch, seq }) => [epoch, seq]))],
  };
}
