import { refusal, refusalAt } from "../kernel/api/problem.ts";
import { isWithin } from "../kernel/clock.ts";
import type { LogPosition } from "../kernel/operation/session.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import { projectorDeps } from "../projection/deps.ts";
import { reached } from "../projection/failures/reached.ts";
import { projectTenant } from "../projection/follow.ts";
import type { ProjectorDeps } from "../projection/projector.ts";
import type { Runtime } from "./runtime.ts";

/** How long a read waits for the write that it must see. */
const patienceMs = 2_000;
/** Tenants that this isolate is projecting for a reader, and until when. Other readers wait instead of racing it. */
const projecting = new Map<string, number>();

const unknownPosition = refusalAt(
  "invalid-consistency-token",
  "/header/Consistency-Token",
  "The token names a position that this tenant's log does not have.",
);

/**
 * Makes sure that the read model includes the token's write. Projects the tenant in this request if it does not. A write
 * that became a dead letter is not included, although the position is past it.
 */
export async function readYourWrites(runtime: Runtime, token: LogPosition): Promise<Result<null>> {
  const deps = projectorDeps(runtime.env, runtime.registry, runtime.meter);
  const answer = await answerFor(deps, token);
  if (answer !== null) return answer;
  if (isWithin(projecting.get(token.tenantId), runtime.now, patienceMs)) {
    await runtime.tenant(token.tenantId).whenProjected(token.seq, patienceMs);
    return (await answerFor(deps, token)) ?? refused(lagging);
  }
  projecting.set(token.tenantId, runtime.now + patienceMs);
  try {
    return await Promise.race([projectUpTo(deps, token), afterPatience()]);
  } finally {
    projecting.delete(token.tenantId);
  }
}

const lagging = refusal("projection-lag", "The read model has not caught up with this write yet.");
const incomplete = refusal(
  "projection-lag",
  "An event of this write is a dead letter: the read model has not taken it. An operator has to replay it.",
);

/** The answer to a reader. Null if the position is not there yet. */
async function answerFor(deps: ProjectorDeps, token: LogPosition): Promise<Result<null> | null> {
  switch (await reached(deps, token)) {
    case "reached":
      return ok(null);
    case "lacking":
      return refused(incomplete);
    case "behind":
      return null;
  }
}

async function projectUpTo(deps: ProjectorDeps, token: LogPosition): Promise<Result<null>> {
  const { position, head } = await projectTenant(deps, token.tenantId);
  if (position.epoch === token.epoch && position.seq >= token.seq)
    return (await answerFor(deps, token)) ?? refused(lagging);
  // A token of a later epoch was made after a restore that the read model has not processed yet.
  const known = position.epoch < token.epoch || (position.epoch === token.epoch && token.seq <= head);
  return refused(known ? lagging : unknownPosition);
}

async function afterPatience(): Promise<Result<null>> {
  await scheduler.wait(patienceMs);
  return refused(lagging);
}
