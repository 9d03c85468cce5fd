import { auditRetentionMs, countedRefusals } from "../../src/kernel/delivery/audit.ts";
import type { Guarded } from "../../src/kernel/write/command.ts";
import type { TransactionDeps } from "../write/deps.ts";
import { record } from "./audit-log.ts";
import type { CountedRefusals } from "./refusal-budget.ts";
import type { RefusedAttempt } from "./refusal-counter.ts";

/** The schedule that writes the counts of a flood that has ended. */
export const refusalCountsJob = "count-refusals";

type Deps = Pick<
  TransactionDeps,
  "storage" | "registry" | "schedules" | "refusals" | "now" | "random" | "relayWithinMs"
>;

/** A refusal, and the resource that the command would have changed. */
export interface Refused extends RefusedAttempt {
  readonly target?: Guarded | null | undefined;
}

/** Writes a refusal to the audit log, or counts it as part of a flood. Has a transaction of its own. */
export function auditRefusal(deps: Deps, refused: Refused): void {
  const { refusals, schedules, now } = deps;
  const counts = refusals.takeDue();
  const verdict = refusals.admit(refused);
  if (verdict === "counted" && counts.length === 0) return;
  deps.storage.transaction(() => {
    writeCounts(deps, counts);
    if (verdict === "write") record(deps, { ...refused, at: now(), outcome: "refused" });
    const dueAt = refusals.nextDue();
    if (dueAt !== null) schedules.arm(refusalCountsJob, dueAt);
    schedules.arm("relay", now() + deps.relayWithinMs);
    schedules.arm("trim-audit-log", now() + auditRetentionMs);
  });
}

/** Writes the counts that are due. Returns whether there were any. */
export function flushRefusalCounts(deps: Deps): boolean {
  const counts = deps.refusals.takeDue();
  deps.storage.transaction(() => {
    writeCounts(deps, counts);
    const dueAt = deps.refusals.nextDue();
    if (dueAt !== null) deps.schedules.arm(refusalCountsJob, dueAt);
  });
  return counts.length > 0;
}

function writeCounts(deps: Deps, counts: readonly CountedRefusals[]): void {
  for (const { actor, counted, correlationId } of counts) {
    record(deps, {
      at: deps.now(),
      actor,
      action: countedRefusals,
      outcome: "refused",
      correlationId,
      counted,
    });
  }
}
