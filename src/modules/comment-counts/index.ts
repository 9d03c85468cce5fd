import { type Fragment, sql } from "../../kernel/storage/sql.ts";
import type { Statement } from "../../kernel/storage/storage.ts";

/** How many comments are shown of a post, as a column of a statement. */
export function commentCountColumn(tenantId: string, subjectId: Fragment): Fragment {
  return sql`COALESCE((SELECT k.comments FROM comment_counts AS k
    WHERE k.tenant_id = ${tenantId} AND k.subject_id = ${subjectId}), 0)`;
}

/**
 * Marks the counts that are about to change, before the comments that they are counted from are written. `subjects` is a subquery of
 * ids, which has the tenant as `?1` and its own parameter as `?2`.
 */
export function markCounts(tenantId: string, subjects: string, param: string): Statement {
  return {
    sql: `UPDATE comment_counts SET stale = 1 WHERE tenant_id = ?1 AND subject_id IN (${subjects})`,
    params: [tenantId, param],
  };
}

/** How to count the comments of one subject, of the tenant `?1`. `subject` is a column with its id. */
export type Count = (subject: string) => string;

/** Counts the comments of subjects again, and of those that are marked. */
export function refreshCounts(
  tenantId: string,
  subjectIds: readonly string[],
  count: Count,
): readonly Statement[] {
  const wanted = `SELECT value AS id FROM json_each(?2)
  UNION SELECT subject_id FROM comment_counts INDEXED BY comment_counts_stale WHERE tenant_id = ?1 AND stale = 1`;
  return recounted(tenantId, wanted, count, [tenantId, JSON.stringify([...new Set(subjectIds)])]);
}

/** Counts the comments of all subjects again. `subjects` is a statement of their ids as `id`. */
export function recountAll(tenantId: string, subjects: string, count: Count): readonly Statement[] {
  const wanted = `${subjects} UNION SELECT subject_id FROM comment_counts WHERE tenant_id = ?1`;
  return recounted(tenantId, wanted, count, [tenantId]);
}

function recounted(
  tenantId: string,
  wanted: string,
  count: Count,
  params: Statement["params"],
): readonly Statement[] {
  return [
    {
      sql: `WITH wanted (id) AS MATERIALIZED (${wanted}),
counted AS MATERIALIZED (SELECT id, ${count("wanted.id")} AS comments FROM wanted)
INSERT INTO comment_counts (tenant_id, subject_id, comments, stale) SELECT ?1, id, comments, comments = 0 FROM counted WHERE true
ON CONFLICT (tenant_id, subject_id) DO UPDATE SET comments = excluded.comments, stale = excluded.stale`,
      params,
    },
    // Those without comments any more were marked again.
    {
      sql: "DELETE FROM comment_counts INDEXED BY comment_counts_stale WHERE tenant_id = ?1 AND stale = 1",
      params: [tenantId],
    },
  ];
}
