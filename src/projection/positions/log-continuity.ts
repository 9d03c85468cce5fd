import type { Statement } from "../../kernel/storage/storage.ts";
import type { Step } from "../run.ts";
import type { Slice } from "../source.ts";
import { report, type Work } from "../work.ts";
import { enterEpoch, lostPositionRace, movePosition, type Position, positionOf } from "./positions.ts";

/**
 * Whether what was pulled joins on to the position. Where it does not, the log is another one than the position was
 * reached in (the object was restored), or no longer has what comes next (it was trimmed).
 */
export async function checkContinuity(work: Work, position: Position, slice: Slice): Promise<Step | "joins"> {
  const { deps, tenantId, subscription } = work;
  const { name } = subscription;
  if (position.epoch > slice.epoch || (position.epoch === slice.epoch && position.seq > slice.head)) {
    await deps.log(tenantId).aheadOfLog(name, position);
    report(work, slice.items, 0, "stopped", "the position is beyond the log");
    return { position, stoppedBy: "restore" };
  }
  if (position.epoch !== 0 && position.epoch < slice.epoch) return enter(work, position, slice);
  if (position.seq + 1 < slice.oldest && slice.head > position.seq) return skip(work, position, slice);
  return "joins";
}

/** A later life of the object. The journal tells what happened in both; views have to forget what did not. */
async function enter(work: Work, position: Position, { epoch, beganAt, items }: Slice): Promise<Step> {
  const { tenantId, subscription } = work;
  if (subscription.follows === "events") return stop(work, position, items, "epoch");
  const step = enterEpoch(tenantId, subscription.name, position, epoch, beganAt);
  return move(work, { epoch, seq: Math.min(position.seq, beganAt) }, step);
}

/** What comes next was trimmed. Entries of the journal that are gone are gone; views are made from what there is. */
async function skip(work: Work, position: Position, { epoch, oldest, items }: Slice): Promise<Step> {
  const { tenantId, subscription } = work;
  if (subscription.follows === "events") return stop(work, position, items, "trimmed");
  const to = oldest - 1;
  const step = movePosition(tenantId, subscription.name, { epoch, seq: position.seq }, to);
  return move(work, { epoch, seq: to }, step);
}

async function stop(
  work: Work,
  position: Position,
  items: Slice["items"],
  reason: "epoch" | "trimmed",
): Promise<Step> {
  await work.deps.log(work.tenantId).needsRebuild(work.subscription.name, reason);
  report(work, items, 0, "stopped", reason);
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
