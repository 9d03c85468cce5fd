import type { Simulation } from "../simulation.ts";
import { Broken } from "../violation.ts";
import type { Action } from "./action.ts";
import { count, type Outcome } from "./outcome.ts";

/** A shopper reads a page of the store, through the cache. */
export function shop(
  { world, store, storeWatch, happened }: Simulation,
  { object, edge, which }: Extract<Action, { readonly do: "shop" }>,
): Outcome {
  const tenantId = world.hosts[object]?.tenantId;
  const worker = store.edges[edge];
  if (tenantId === undefined || worker === undefined) return null;
  const way = { gateFailed: false };
  const work = async () => {
    const judge = await storeWatch.begin(edge, tenantId, which);
    const found = await worker.visit(tenantId, which, way);
    judge(found, way);
    count(happened, `shopper got ${"refusal" in found ? found.refusal.code : found.state}`);
  };
  work().catch((error: unknown) => {
    // Without an older answer, the shopper is told that the store can't be read.
    if (error instanceof Broken || !way.gateFailed) world.problems.broke("a shopper's read")(error);
  });
  return "done";
}

/** A tenant's read gate loses its memory and everybody who waits for it. */
export function evictGate({ world, store }: Simulation, object: number): Outcome {
  const tenantId = world.hosts[object]?.tenantId;
  if (tenantId === undefined) return null;
  store.gateOf(tenantId).evict();
  return "done";
}
