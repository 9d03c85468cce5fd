import type { Statement } from "../kernel/storage/storage.ts";
import { newUlid } from "../kernel/values/id.ts";
import { type DeadLetter, reportOf, setAside } from "./failures/dead-letters.ts";
import { failureText } from "./failures/failures.ts";
import {
  isTransient,
  lostPositionRace,
  movePosition,
  type Position,
  positionOf,
} from "./positions/positions.ts";
import type { RunReport } from "./projector.ts";
import { bindGeneration } from "./rebuild/generation.ts";
import { firstHalf, type Item } from "./source.ts";
import { report, type Work } from "./work.ts";

/** What stopped a subscription, if anything did. */
export type StoppedBy = "nothing" | "failure" | "newer-event" | "rebuild" | "restore";

/** Where a run ended. */
export interface Step {
  readonly position: Position;
  readonly stoppedBy: StoppedBy;
}

/**
 * Projects a run as one batch. If the batch fails, it projects the first half instead, and so on, until
 * either a batch succeeds or only the failing event is left.
 */
export async function projectRun(work: Work, after: Position, run: readonly Item[]): Promise<Step> {
  const outcome = await attempt(work, after, run);
  if (outcome.done) return { position: outcome.position, stoppedBy: "nothing" };
  const [only, ...more] = run;
  if (only !== undefined && more.length === 0) return recordFailure(work, after, only, outcome.error);
  return projectRun(work, after, firstHalf(run));
}

type Attempt =
  | { readonly done: true; readonly position: Position }
  /** The failure is caused by the events, not by the database. */
  | { readonly done: false; readonly error: unknown };

async function attempt(work: Work, after: Position, run: readonly Item[]): Promise<Attempt> {
  const projected = await projectionOf(work, run);
  if (!projected.ok) return { done: false, error: projected.error };
  return write(work, after, run, projected.statements, "projected");
}

/** Projecting does no I/O, so an error it throws would be thrown again on every retry. */
async function projectionOf(
  { source }: Work,
  run: readonly Item[],
): Promise<
  | { readonly ok: true; readonly statements: readonly Statement[] }
  | { readonly ok: false; readonly error: unknown }
> {
  try {
    return { ok: true, statements: await source.project(run) };
  } catch (error) {
    return { ok: false, error };
  }
}

async function write(
  work: Work,
  after: Position,
  run: readonly Item[],
  statements: readonly Statement[],
  outcome: "projected" | "set-aside",
  failure: Pick<RunReport, "error" | "deadLetter"> = {},
): Promise<Attempt> {
  const { deps, tenantId, subscription } = work;
  const to = run.at(-1)?.seq ?? after.seq;
  try {
    const move = movePosition(tenantId, subscription.name, after, to);
    await deps.readModel.batch([move, ...bindGeneration(statements, tenantId, "newer-only")]);
  } catch (error) {
    if (lostPositionRace(error)) {
      report(work, run, statements.length, "lost-race");
      return { done: true, position: await positionOf(deps, tenantId, subscription.name) };
    }
    if (await isTransient(deps, tenantId, error)) throw error;
    return { done: false, error };
  }
  report(work, run, statements.length, outcome, failure);
  return { done: true, position: { epoch: after.epoch, seq: to } };
}

/** Records a failed attempt at one event. After its last attempt, the event becomes a dead letter. */
async function recordFailure(work: Work, after: Position, item: Item, error: unknown): Promise<Step> {
  const { deps, tenantId, subscription } = work;
  const reason = failureText(error);
  const { name } = subscription;
  const verdict = await deps
    .log(tenantId)
    .failed({ subscription: name, epoch: after.epoch, seq: item.seq, error: reason });
  if (verdict?.setAside !== true) {
    report(work, [item], 0, "failed", { error: reason });
    return { position: after, stoppedBy: "failure" };
  }
  const deadLetter: DeadLetter = {
    id: `dl_${newUlid(deps.now(), deps.random)}`,
    tenantId,
    subscription: name,
    item,
    attempts: verdict.attempts,
    error: reason,
    failedAt: deps.now(),
  };
  const failure = { error: reason, deadLetter: reportOf(deadLetter) };
  const written = await write(work, after, [item], [setAside(deadLetter)], "set-aside", failure);
  // If the dead letter can't be written either, the event isn't the cause.
  if (!written.done) throw written.error;
  return { position: written.position, stoppedBy: "nothing" };
}
