import type { Statement } from "../../kernel/storage/storage.ts";
import type { Step } from "../run.ts";
import type { Slice } from "../source.ts";
import { report, type Work } from "../work.ts";
import { enterEpoch, lostPositionRace, movePosition, type Position, positionOf } from "./positions.ts";

/**
 * Checks that a slice continues the position. If it doesn't, either the object was restored since the
 * position was reached, or the next events were trimmed from the log.
 */
export async function checkContinuity(work: Work, position: Position, slice: Slice): Promise<Step | "joins"> {
  const { deps, tenantId, subscription } = work;
  const { name } = subscription;
  if (position.epoch > slice.epoch || (position.epoch === slice.epoch && position.seq > slice.head)) {
    await deps.log(tenantId).aheadOfLog(name, position);
    report(work, slice.items, 0, "stopped", { error: "the position is ahead of the log" });
    return { position, stoppedBy: "restore" };
  }
  if (position.epoch !== 0 && position.epoch < slice.epoch) return enter(work, position, slice);
  if (position.seq + 1 < slice.oldest && slice.head > position.seq) return skip(work, position, slice);
  return "joins";
}

/**
 * Enters a later epoch of the object. Audit log entries of both epochs stay. Views must drop what the restore
 * undid, so they need a rebuild.
 */
async function enter(work: Work, position: Position, slice: Slice): Promise<Step> {
  const { epoch, beganAt } = slice;
  const { tenantId, subscription } = work;
  if (subscription.follows === "events") return stop(work, position, slice, "epoch");
  const step = enterEpoch(tenantId, subscription.name, position, epoch, beganAt);
  return move(work, { epoch, seq: Math.min(position.seq, beganAt) }, step);
}

/**
 * Handles a trimmed log. Trimmed audit log entries can't be recovered, so they are skipped. Views are rebuilt
 * from the aggregates' current state.
 */
async function skip(work: Work, position: Position, slice: Slice): Promise<Step> {
  const { epoch, oldest } = slice;
  const { tenantId, subscription } = work;
  if (subscription.follows === "events") return stop(work, position, slice, "trimmed");
  const to = oldest - 1;
  const step = movePosition(tenantId, subscription.name, { epoch, seq: position.seq }, to);
  return move(work, { epoch, seq: to }, step);
}

async function stop(
  work: Work,
  position: Position,
  { items, epoch }: Slice,
  reason: "epoch" | "trimmed",
): Promise<Step> {
  await work.deps.log(work.tenantId).needsRebuild(work.subscription.name, reason, epoch);
  report(work, items, 0, "stopped", { error: reason });
  return { position, stoppedBy: "rebuild" };
}

async function move(work: Work, to: Position, statement: Statement): Promise<Step> {
  const { deps, tenantId, subscription } = work;
  try {
    await deps.readModel.batch([statement]);
    return { position: to, stoppedBy: "nothing" };
  } catch (error) {
    if (!lostPositionRace(error)) throw error;
    return { position: await positionOf(deps, tenantId, subscription.name), stoppedBy: "nothing" };
  }
}
