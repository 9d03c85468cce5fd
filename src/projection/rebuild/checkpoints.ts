import type { RebuildTask } from "../../kernel/delivery/rebuild.ts";
import { readModelName } from "../../kernel/delivery/subscription.ts";
import type { ReadModel, Statement } from "../../kernel/storage/storage.ts";
import { projectorVersion } from "../positions/version.ts";

/** The progress of a rebuild or replay. */
export interface Checkpoint {
  readonly id: string;
  /** The generation of the rows it writes. */
  readonly generation: number;
  readonly stage: "pages" | "done";
  /** Where the next page begins. Empty for the first page. */
  readonly cursor: string;
  readonly aggregates: number;
}

/**
 * Reads a checkpoint, and makes its rebuild the only one of the tenant that may write. What another rebuild has read from
 * the object, but not written yet, may be of a former epoch. Returns null if the rebuild has not begun.
 */
export async function claimCheckpoint(
  { readModel }: { readonly readModel: ReadModel },
  tenantId: string,
  id: string,
): Promise<Checkpoint | null> {
  const params = [tenantId, id];
  const [, [row] = []] = await readModel.batch([
    { sql: "UPDATE rebuilds SET current = (id = ?2) WHERE tenant_id = ?1 AND current <> (id = ?2)", params },
    {
      sql: "SELECT generation, stage, cursor, aggregates FROM rebuilds WHERE tenant_id = ?1 AND id = ?2",
      params,
    },
  ]);
  if (row === undefined) return null;
  return {
    id,
    generation: Number(row.generation),
    stage: row.stage === "done" ? "done" : "pages",
    cursor: String(row.cursor),
    aggregates: Number(row.aggregates),
  };
}

/**
 * Begins a rebuild or replay. A rebuild begins a new generation: all rows written from now on, by the rebuild
 * or by live projection, have that generation. At the end, rows of an older generation are leftovers. In a
 * new epoch, the subscription also moves to that epoch, and rows from before it are overwritten even if their
 * version is greater. From now on, a rebuild of all views notices if older code projects as well.
 */
export function beginRebuild(tenantId: string, task: RebuildTask): readonly Statement[] {
  const begun: Statement = {
    sql: `INSERT INTO rebuilds (tenant_id, id, generation, stage, cursor, aggregates)
SELECT ?1, ?2, COALESCE((SELECT generation FROM positions WHERE tenant_id = ?1 AND subscription = ?3), 0) + ?4, 'pages', '', 0`,
    params: [tenantId, task.id, readModelName, task.kind === "rebuild" ? 1 : 0],
  };
  if (task.kind === "replay") return [begun];
  const movedTo = "CASE WHEN positions.epoch < ?3 THEN min(positions.seq, ?4) ELSE positions.seq END";
  const generation: Statement = {
    sql: `INSERT INTO positions (tenant_id, subscription, epoch, seq, generation, epoch_generation, projector, projector_seq)
VALUES (?1, ?2, ?3, 0, 1, 1, ?5, 0)
ON CONFLICT (tenant_id, subscription) DO UPDATE SET
  ${task.view === null ? `projector = ?5, projector_seq = ${movedTo},` : `projector_seq = CASE WHEN positions.projector_seq = positions.seq THEN ${movedTo} ELSE positions.projector_seq END,`}
  generation = positions.generation + 1,
  epoch_generation = CASE WHEN positions.epoch < ?3 THEN positions.generation + 1 ELSE positions.epoch_generation END,
  seq = ${movedTo},
  epoch = max(positions.epoch, ?3)`,
    params: [tenantId, readModelName, task.epoch, task.beganAt, projectorVersion],
  };
  const stands: Statement = {
    sql: `UPDATE rebuilds SET position = (SELECT seq FROM positions WHERE tenant_id = ?1 AND subscription = ?3)
WHERE tenant_id = ?1 AND id = ?2`,
    params: [tenantId, task.id, readModelName],
  };
  return [begun, generation, stands];
}

/**
 * Advances the checkpoint. Fails the whole batch if another worker advanced it first, if another rebuild has claimed the
 * tenant, or if the rebuild is unknown.
 */
export function moveCheckpoint(tenantId: string, from: Checkpoint, to: Checkpoint): Statement {
  return {
    sql: `INSERT INTO rebuilds (tenant_id, id, generation, stage, cursor, aggregates)
VALUES (?1, ?2, 0, 'pages', (SELECT cursor FROM rebuilds WHERE tenant_id = ?1 AND id = ?2), 0)
ON CONFLICT (tenant_id, id) DO UPDATE SET stage = ?4, aggregates = ?6,
  cursor = CASE WHEN rebuilds.current = 1 AND rebuilds.stage = 'pages' AND rebuilds.cursor = ?3 THEN ?5 ELSE NULL END`,
    params: [tenantId, from.id, from.cursor, to.stage, to.cursor, to.aggregates],
  };
}

/**
 * Ends a rebuild: moves the position to the log's head when the rebuild began. The views contain everything
 * up to there, even if the events were trimmed from the log.
 *
 * If live projection has moved the position meanwhile, it stays: a row of an aggregate that was deleted later may have
 * been written again, with the rebuild's generation, and only the deletion's event removes it.
 */
export function endRebuild(tenantId: string, task: RebuildTask): Statement {
  return {
    sql: `UPDATE positions SET seq = max(seq, ?4),
  projector_seq = CASE WHEN projector_seq = seq THEN max(seq, ?4) ELSE projector_seq END WHERE tenant_id = ?1 AND subscription = ?2 AND epoch = ?3
  AND seq = COALESCE((SELECT position FROM rebuilds WHERE tenant_id = ?1 AND id = ?5), seq)`,
    params: [tenantId, readModelName, task.epoch, task.head, task.id],
  };
}

/** Whether a batch failed because another worker had already begun the rebuild or advanced the checkpoint. */
export function lostCheckpointRace(error: unknown): boolean {
  return (
    error instanceof Error &&
    /NOT NULL constraint failed: rebuilds\.cursor|UNIQUE constraint failed: rebuilds\./.test(error.message)
  );
}
