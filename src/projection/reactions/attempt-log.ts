import type { ReactionInstance, ReactionTask } from "../../kernel/delivery/reaction.ts";
import type { LoggedAttempt } from "../../kernel/delivery/reaction-log.ts";
import { isLastAttempt } from "../../kernel/delivery/retry-plan.ts";
import { logFailure } from "../../telemetry/log/failure.ts";
import type { ProjectorDeps } from "../projector.ts";
import type { Performed } from "./perform.ts";

/** How long a worker waits for a reaction's log. */
const patienceMs = 2_000;

/** What a reaction's log keeps of an attempt. */
export function loggedAttempt(
  { reaction, target }: ReactionInstance,
  { event, attempts = 0 }: ReactionTask,
  performed: Performed,
  { startedAt, at }: { readonly startedAt: number; readonly at: number },
): LoggedAttempt {
  const { note } = performed;
  const common = { event, target, note, at, durationMs: Math.max(0, at - startedAt) };
  if (performed.status === "done") return { ...common, outcome: "done", error: null };
  const { refused = false, error } = performed;
  const isLast = refused || (reaction.retries !== undefined && isLastAttempt(reaction.retries, attempts + 1));
  return { ...common, outcome: isLast ? "failed" : "retrying", error };
}

/** Writes attempts to their reaction's log. Nothing depends on it, so a failure is only logged. Never throws. */
export async function writeAttempts(
  { readModel, outside }: Pick<ProjectorDeps, "readModel" | "outside">,
  tenantId: string,
  { name, reaction: { log } }: ReactionInstance,
  attempts: readonly LoggedAttempt[],
): Promise<void> {
  if (log === undefined || attempts.length === 0) return;
  const timer = outside.startTimer(patienceMs);
  try {
    const tooSlow = timer.over.then(() => {
      throw new Error(`the read model took longer than ${patienceMs / 1000} s`);
    });
    await Promise.race([readModel.batch(log.write(attempts, tenantId)), tooSlow]);
  } catch (error) {
    logFailure("reaction-log", error, { tenant_id: tenantId, subscription: name });
  } finally {
    timer.stop();
  }
}
