import { readModelName } from "../../kernel/delivery/subscription.ts";
import type { ReadModel, Statement } from "../../kernel/storage/storage.ts";
import { failureKind } from "../failures/failures.ts";
import { projectorVersion } from "./version.ts";

/** How far a subscription has progressed in one tenant's log. */
export interface Position {
  readonly epoch: number;
  readonly seq: number;
}

/** One row per subscription of a tenant: `subscription`, `epoch`, `seq`. */
export function selectPositions(tenantId: string): Statement {
  return {
    sql: "SELECT subscription, epoch, seq FROM positions WHERE tenant_id = ?1",
    params: [tenantId],
  };
}

/** The positions of some tenants. */
export function selectPositionsOf(tenantIds: readonly string[]): Statement {
  return {
    sql: `SELECT tenant_id, subscription, epoch, seq FROM positions
WHERE tenant_id IN (SELECT value FROM json_each(?1))`,
    params: [JSON.stringify(tenantIds)],
  };
}

/** A subscription's position. Returns epoch 0, seq 0 if the subscription hasn't started. */
export async function positionOf(
  { readModel }: { readonly readModel: ReadModel },
  tenantId: string,
  subscription: string = readModelName,
): Promise<Position> {
  const [row] = await readModel.all(readPosition(tenantId, subscription));
  return row === undefined ? { epoch: 0, seq: 0 } : { epoch: Number(row.epoch), seq: Number(row.seq) };
}

function readPosition(tenantId: string, subscription: string): Statement {
  return {
    sql: "SELECT epoch, seq, projector, projector_seq FROM positions WHERE tenant_id = ?1 AND subscription = ?2",
    params: [tenantId, subscription],
  };
}

/**
 * Moves the position from `after` to `to`, or fails the whole batch. If another delivery has moved the
 * position in the meantime, or the tenant was deleted, the NULL violates the column's constraint, and the batch writes no rows.
 */
export function movePosition(tenantId: string, subscription: string, after: Position, to: number): Statement {
  return {
    sql: `INSERT INTO positions (tenant_id, subscription, epoch, seq, projector, projector_seq)
VALUES (?1, ?2, ?3, CASE WHEN ?4 = 0 AND NOT EXISTS (SELECT 1 FROM deleted_tenants WHERE tenant_id = ?1) THEN ?5
  ELSE (SELECT seq FROM positions WHERE tenant_id = ?1 AND subscription = ?2) END, ?6, ?5)
ON CONFLICT (tenant_id, subscription) DO UPDATE
SET seq = CASE WHEN positions.epoch = ?3 AND positions.seq = ?4 THEN ?5 ELSE NULL END,
  projector = ${oldestProjector("?6")}, projector_seq = ?5`,
    params: [tenantId, subscription, after.epoch, after.seq, to, projectorVersion],
  };
}

/** SQL for the oldest version that has projected, including this one. 0 if code has that does not know of versions. */
function oldestProjector(version: string): string {
  return `CASE WHEN positions.projector_seq = positions.seq THEN min(positions.projector, ${version}) ELSE 0 END`;
}

/** The generation in which rows are written now. */
export async function generationOf(
  { readModel }: { readonly readModel: ReadModel },
  tenantId: string,
): Promise<number> {
  const [row] = await readModel.all({
    sql: "SELECT generation FROM positions WHERE tenant_id = ?1 AND subscription = ?2",
    params: [tenantId, readModelName],
  });
  return Number(row?.generation ?? 0);
}

/** Fails the whole batch, as a lost race, if a rebuild has begun since the generation was read. */
export function stillInGeneration(tenantId: string, generation: number): Statement {
  return {
    sql: `UPDATE positions SET seq = CASE WHEN generation = ?3 THEN seq ELSE NULL END
WHERE tenant_id = ?1 AND subscription = ?2`,
    params: [tenantId, readModelName, generation],
  };
}

/** A position, and whether older code has written any rows up to it. */
export interface ProjectedPosition {
  readonly position: Position;
  readonly isOutdated: boolean;
}

/** A subscription's position, and whether newer code has to rebuild its rows. */
export async function projectedPositionOf(
  { readModel }: { readonly readModel: ReadModel },
  tenantId: string,
  subscription: string,
): Promise<ProjectedPosition> {
  const [row] = await readModel.all(readPosition(tenantId, subscription));
  if (row === undefined) return { position: { epoch: 0, seq: 0 }, isOutdated: false };
  const position = { epoch: Number(row.epoch), seq: Number(row.seq) };
  const isOutdated = row.projector_seq !== row.seq || Number(row.projector) < projectorVersion;
  return { position, isOutdated };
}

/** Whether a batch failed because it lost a race with another delivery. */
export function lostPositionRace(error: unknown): boolean {
  return error instanceof Error && error.message.includes("NOT NULL constraint failed: positions.seq");
}

/**
 * Whether a batch failed because the database is unavailable. If the error is unknown, a read decides: if it
 * fails too, the database is down; otherwise the batch itself is wrong.
 */
export async function isTransient(
  deps: { readonly readModel: ReadModel },
  tenantId: string,
  error: unknown,
): Promise<boolean> {
  const kind = failureKind(error);
  if (kind !== "unknown") return kind === "transient";
  return positionOf(deps, tenantId).then(
    () => false,
    () => true,
  );
}

/**
 * Moves a subscription to a later epoch of the object. Events that both epochs share stay projected: the new
 * position is at most the log's head when the epoch began. Fails the batch if another delivery has moved the
 * position.
 */
export function enterEpoch(
  tenantId: string,
  subscription: string,
  former: Position,
  epoch: number,
  beganAt: number,
): Statement {
  return {
    sql: `UPDATE positions SET epoch = ?5, seq = CASE WHEN epoch = ?3 AND seq = ?4 THEN min(seq, ?6) ELSE NULL END
WHERE tenant_id = ?1 AND subscription = ?2`,
    params: [tenantId, subscription, former.epoch, former.seq, epoch, beganAt],
  };
}
