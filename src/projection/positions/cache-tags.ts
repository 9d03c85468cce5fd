import { readModelName } from "../../kernel/delivery/subscription.ts";
import type { ReadModelRevision } from "../../kernel/read/position.ts";
import type { ReadModel, Row, Statement } from "../../kernel/storage/storage.ts";

/** The tag of every answer of a tenant. */
export const everyTag = "*";

/** A batch that changes more is cheaper to write as `everyTag`, and much of what is cached has changed anyway. */
const mostTags = 200;

/** Many times as long as a cached answer lives, so a change is not forgotten while an answer from before it is kept. */
const retentionMs = 60 * 60 * 1000;

/**
 * Records that something with these cache tags changes. Belongs in the batch that writes the rows: an answer that was read
 * at an earlier revision has then changed, and one that was read at this revision or later has not.
 */
export function recordChange(tenantId: string, tags: readonly string[], now: number): readonly Statement[] {
  const distinct = [...new Set(tags)];
  if (distinct.length === 0) return [];
  const written = distinct.length > mostTags ? [everyTag] : distinct;
  return [
    {
      sql: `WITH next (revision) AS MATERIALIZED (SELECT max(?3, COALESCE(${newestRevision("?1")}, 0) + 1))
INSERT INTO cache_tags (tenant_id, tag, revision)
SELECT ?1, one.value, next.revision FROM next CROSS JOIN json_each(?2) AS one WHERE true
ON CONFLICT (tenant_id, tag) DO UPDATE SET revision = excluded.revision`,
      params: [tenantId, JSON.stringify(written), now],
    },
  ];
}

/** One row for `revisionIn`. None if nothing of the tenant has been projected. */
export function selectRevision(tenantId: string): Statement {
  return {
    sql: `SELECT epoch, seq, ${newestRevision("?1")} AS revision FROM positions WHERE tenant_id = ?1 AND subscription = ?2`,
    params: [tenantId, readModelName],
  };
}

/** Reads the row of `selectRevision`. */
export function revisionIn(row: Row | undefined): ReadModelRevision | null {
  if (row === undefined) return null;
  return { epoch: Number(row.epoch), seq: Number(row.seq), revision: Number(row.revision ?? 0) };
}

/** Which tags of a tenant have changed. */
export interface ChangedTags extends ReadModelRevision {
  /** Of an answer with a revision below this, it isn't known whether it has changed. */
  readonly floor: number;
  /** Tags and the revisions of their last changes, newest first. An answer with a lower revision has changed. */
  readonly tags: readonly (readonly [tag: string, revision: number])[];
}

/**
 * Reads the tags that have changed last, at most `limit`. One round trip. Null if nothing of the tenant has been projected.
 */
export async function readChangedTags(
  model: ReadModel,
  tenantId: string,
  limit = 500,
): Promise<ChangedTags | null> {
  const [[position] = [], rows = []] = await model.batch([
    selectRevision(tenantId),
    selectNewestTags(tenantId, limit + 1),
  ]);
  const at = revisionIn(position);
  if (at === null) return null;
  const tags = rows.slice(0, limit).map(({ tag, revision }) => [String(tag), Number(revision)] as const);
  const floor = rows.length > limit ? (tags.at(-1)?.[1] ?? at.revision + 1) : 0;
  return { ...at, floor, tags };
}

/** A tenant's tags, the last changed first. */
export function selectNewestTags(tenantId: string, limit: number): Statement {
  return {
    sql: "SELECT tag, revision FROM cache_tags WHERE tenant_id = ?1 ORDER BY revision DESC LIMIT ?2",
    params: [tenantId, limit],
  };
}

/** Removes the tags of all tenants that have not changed for an hour. A cached answer lives for some minutes at most. */
export function sweepTags(now: number): Statement {
  return { sql: "DELETE FROM cache_tags WHERE revision < ?1", params: [now - retentionMs] };
}

function newestRevision(tenant: string): string {
  return `(SELECT max(revision) FROM cache_tags WHERE tenant_id = ${tenant})`;
}
