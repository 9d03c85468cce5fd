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
  const [first] = run;
  const last = run.at(-1);
  deps.report({
    tenant: tenantId,
    subscription: subscription.name,
    from: first?.seq ?? 0,
    to: last?.seq ?? 0,
    events: run.length,
    statements,
    outcome,
    ...failure,
    since: first === undefined ? null : occurredAt(first),
    traceparents: run.map((item) => ("traceparent" in item ? item.traceparent : undefined)),
  });
}

function occurredAt(item: Item): string {
  return "aggregate" in item ? item.occurredAt : item.at;
}
