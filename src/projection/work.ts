import type { Subscription } from "../kernel/delivery/subscription.ts";
import type { ProjectorDeps, RunReport } from "./projector.ts";
import type { Item, Source } from "./source.ts";

/** One subscription that is projecting one tenant's log. */
export interface Work {
  readonly deps: ProjectorDeps;
  readonly tenantId: string;
  readonly subscription: Subscription;
  readonly source: Source;
}

/** Reports the outcome of a run. */
export function report(
  { deps, tenantId, subscription }: Work,
  run: readonly Item[],
  statements: number,
  outcome: RunReport["outcome"],
  failure: Pick<RunReport, "error" | "deadLetter"> = {},
): void {
  const last = run.at(-1);
  deps.report({
    tenant: tenantId,
    subscription: subscription.name,
    from: run[0]?.seq ?? 0,
    to: last?.seq ?? 0,
    events: run.length,
    statements,
    outcome,
    ...failure,
    traceparent: last !== undefined && "traceparent" in last ? last.traceparent : undefined,
  });
}
