import { type ReactionInstance, reactionOf } from "../kernel/delivery/reaction.ts";
import type { DeadLetterRef } from "../kernel/operation/ports.ts";
import type { Statement } from "../kernel/storage/storage.ts";
import { type Envelope, upcastEnvelope } from "../kernel/write/event.ts";
import { failureText } from "./failures/failures.ts";
import { recordChange } from "./positions/cache-tags.ts";
import { generationOf, isTransient, lostPositionRace, stillInGeneration } from "./positions/positions.ts";
import type { ProjectorDeps } from "./projector.ts";
import { perform } from "./reactions/perform.ts";
import { bindGeneration } from "./rebuild/generation.ts";

/** The outcome of a replay. `error` is the reason it failed again. */
export type Replayed = { readonly ok: true } | { readonly ok: false; readonly error: string };

/**
 * Projects the aggregate of a dead letter again. It projects the aggregate's current state, not the event's
 * payload, so a replay after later changes can't move anything backwards. The position doesn't change.
 *
 * @throws If the read model or the object is unavailable.
 */
export async function replayDeadLetter(
  deps: ProjectorDeps,
  tenantId: string,
  deadLetter: DeadLetterRef,
  reason: string,
): Promise<Replayed> {
  const reaction = reactionOf(deps.registry.reactionByName, deadLetter.subscription);
  if (reaction !== null) return repeatReaction(deps, tenantId, reaction, deadLetter, reason);
  const generation = await generationOf(deps, tenantId);
  try {
    const statements = await statementsFor(deps, tenantId, deadLetter);
    const rows = bindGeneration(statements, tenantId, "same-version-too");
    const guard = stillInGeneration(tenantId, generation);
    await deps.readModel.batch([guard, ...rows, settled(deps, tenantId, deadLetter.id, "replayed", reason)]);
    return { ok: true };
  } catch (error) {
    // The state that was read may be of a former epoch.
    if (lostPositionRace(error)) return replayDeadLetter(deps, tenantId, deadLetter, reason);
    if (!(error instanceof CannotProject) && (await isTransient(deps, tenantId, error))) throw error;
    return { ok: false, error: failureText(error instanceof CannotProject ? error.cause : error) };
  }
}

/**
 * Runs a reaction again for the event of a dead letter, with the same idempotency key. Later events with the
 * same ordering key may already have been handled.
 */
async function repeatReaction(
  deps: ProjectorDeps,
  tenantId: string,
  reaction: ReactionInstance,
  deadLetter: DeadLetterRef,
  reason: string,
): Promise<Replayed> {
  const [row] = await deps.readModel.all({
    sql: "SELECT event FROM dead_letters WHERE tenant_id = ?1 AND id = ?2 AND status = 'open'",
    params: [tenantId, deadLetter.id],
  });
  // It was replayed or discarded in the meantime.
  if (typeof row?.event !== "string") return { ok: true };
  const event: Envelope = JSON.parse(row.event);
  const performed = await perform(deps, tenantId, reaction, event);
  if (performed.status === "failed") return { ok: false, error: performed.error };
  await deps.readModel.batch([settled(deps, tenantId, deadLetter.id, "replayed", reason)]);
  return { ok: true };
}

/** Discards a dead letter. The rows in the read model stay as they are. */
export async function discardDeadLetter(
  deps: ProjectorDeps,
  tenantId: string,
  deadLetter: DeadLetterRef,
  reason: string,
): Promise<void> {
  await deps.readModel.batch([settled(deps, tenantId, deadLetter.id, "discarded", reason)]);
}

class CannotProject extends Error {}

async function statementsFor(
  deps: ProjectorDeps,
  tenantId: string,
  { subscription: name, aggregate, seq }: DeadLetterRef,
): Promise<readonly Statement[]> {
  const subscription = deps.registry.subscriptionByName.get(name);
  if (subscription === undefined)
    throw new CannotProject("", { cause: new Error(`there is no subscription ${name}`) });
  const log = deps.log(tenantId);
  if (subscription.follows === "audit-log") {
    const items = (await log.auditLogAfter(seq - 1, 1))?.items.filter((item) => item.seq === seq) ?? [];
    return projecting(async () => subscription.project(items, tenantId));
  }
  const snapshot = aggregate === null ? null : await log.snapshot(aggregate.type, aggregate.id);
  if (snapshot === null) return [];
  const snapshots = [upcastEnvelope(snapshot)];
  return projecting(async () => [
    ...(await subscription.projectState(snapshots, tenantId, null)),
    ...recordChange(tenantId, subscription.stateCacheTags?.(snapshots, tenantId, null) ?? [], deps.now()),
  ]);
}

/** Views do no I/O, so an error they throw isn't the database's. */
async function projecting(project: () => Promise<readonly Statement[]>): Promise<readonly Statement[]> {
  try {
    return await project();
  } catch (cause) {
    throw new CannotProject("", { cause });
  }
}

/** Marks a dead letter as replayed or discarded. Changes nothing if it is no longer open. */
function settled(
  { now }: ProjectorDeps,
  tenantId: string,
  id: string,
  status: "replayed" | "discarded",
  reason: string,
): Statement {
  return {
    sql: `UPDATE dead_letters SET status = ?3, settled_at = ?4, reason = ?5, event = NULL
WHERE tenant_id = ?1 AND id = ?2 AND status = 'open'`,
    params: [tenantId, id, status, new Date(now()).toISOString(), reason],
  };
}
