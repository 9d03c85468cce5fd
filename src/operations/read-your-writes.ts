import { refusal, refusalAt } from "../kernel/api/problem.ts";
import type { LogPosition } from "../kernel/operation/session.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import { projectorDeps } from "../projection/deps.ts";
import { projectTenant } from "../projection/follow.ts";
import { positionOf } from "../projection/positions/positions.ts";
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
 * Makes sure that the read model includes the token's position. Projects the tenant in this request if it does not.
 */
export async function readYourWrites(runtime: Runtime, token: LogPosition): Promise<Result<null>> {
  const deps = projectorDeps(runtime.env, runtime.registry, runtime.meter);
  const has = async () => {
    const position = await positionOf(deps, token.tenantId);
    return position.epoch === token.epoch && position.seq >= token.seq;
  };
  if (await has()) return ok(null);
  if ((projecting.get(token.tenantId) ?? 0) > runtime.now) {
    await runtime.tenant(token.tenantId).whenProjected(token.seq, patienceMs);
    return (await has()) ? ok(null) : refused(lagging);
  }
  projecting.set(token.tenantId, runtime.now + patienceMs);
  try {
    return await Promise.race([projectUpTo(deps, token), afterPatience()]);
  } finally {
    projecting.delete(token.tenantId);
  }
}

const lagging = refusal("projection-lag", "The read model has not caught up with this write yet.");

async function projectUpTo(
  deps: ReturnType<typeof projectorDeps>,
  token: LogPosition,
): Promise<Result<null>> {
  const { position, head } = await projectTenant(deps, token.tenantId);
  if (position.epoch === token.epoch && position.seq >= token.seq) return ok(null);
  // A token of a later epoch was made after a restore that the read model has not processed yet.
  const known = position.epoch < token.epoch || (position.epoch === token.epoch && token.seq <= head);
  return refused(known ? lagging : unknownPosition);
}

async function afterPatience(): Promise<Result<null>> {
  await scheduler.wait(patienceMs);
  return refused(lagging);
}
