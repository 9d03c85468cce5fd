import { refusal, refusalAt } from "../kernel/api/problem.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import { projectorDeps } from "../projection/deps.ts";
import { projectTenant } from "../projection/follow.ts";
import { positionOf } from "../projection/positions.ts";
import type { ConsistencyToken } from "./consistency-token.ts";
import type { Scope } from "./scope.ts";

/** How long a read may wait for the write it wants to see. */
const patienceMs = 2_000;
/** Tenants this isolate is projecting for a reader right now: other readers wait instead of racing it. */
const projecting = new Map<string, number>();

const unknownPlace = refusalAt(
  "invalid-consistency-token",
  "/header/Consistency-Token",
  "The token names a place that this tenant's log does not have.",
);

/** Makes sure that the read model has what the token speaks of, by projecting it here and now if need be. */
export async function readYourWrites(scope: Scope, token: ConsistencyToken): Promise<Result<null>> {
  const deps = projectorDeps(scope.env, scope.registry, scope.meter);
  const has = async () => {
    const position = await positionOf(deps, token.tenantId);
    return position.epoch === token.epoch && position.seq >= token.seq;
  };
  if (await has()) return ok(null);
  if ((projecting.get(token.tenantId) ?? 0) > scope.now) {
    await scope.tenant(token.tenantId).whenProjected(token.seq, patienceMs);
    return (await has()) ? ok(null) : refused(lagging);
  }
  projecting.set(token.tenantId, scope.now + patienceMs);
  try {
    return await Promise.race([projectUpTo(deps, token), afterPatience()]);
  } finally {
    projecting.delete(token.tenantId);
  }
}

const lagging = refusal("projection-lag", "The read model has not caught up with this write yet.");

async function projectUpTo(
  deps: ReturnType<typeof projectorDeps>,
  token: ConsistencyToken,
): Promise<Result<null>> {
  const { position, head } = await projectTenant(deps, token.tenantId);
  if (position.epoch === token.epoch && position.seq >= token.seq) return ok(null);
  // A token of a later epoch is from after a restore that the read model has yet to take over.
  const known = position.epoch < token.epoch || (position.epoch === token.epoch && token.seq <= head);
  return refused(known ? lagging : unknownPlace);
}

async function afterPatience(): Promise<Result<null>> {
  await scheduler.wait(patienceMs);
  return refused(lagging);
}
