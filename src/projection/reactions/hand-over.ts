import { logFailure } from "../../telemetry/log/failure.ts";
import { ReactionPaused } from "./run-reaction.ts";

/**
 * What became of a reaction in its first moments. `running`: it goes on in its own invocation, and the object notifies it again
 * if it does not finish. `paused`: the outside is not available.
 */
export type Begun =
  | { readonly status: "done" | "running" }
  | { readonly status: "paused"; readonly retryAfterMs: number };

/** How long a batch of the queue waits for a reaction. */
const patienceMs = 100;

/**
 * Begins a reaction in an invocation of its own. A batch of the queue does not wait for a slow outside: other reactions are in
 * the next one, and an invocation has few connections.
 *
 * @throws If the reaction fails at once.
 */
export async function beginReaction(
  work: Promise<void>,
  { tenantId, subscription }: { readonly tenantId: string; readonly subscription: string },
  background: Pick<ExecutionContext, "waitUntil">,
  wait: (ms: number) => Promise<void>,
): Promise<Begun> {
  let isAnswered = false;
  const finished = work.then(
    (): Begun => ({ status: "done" }),
    (error: unknown): Begun => {
      if (error instanceof ReactionPaused) return { status: "paused", retryAfterMs: error.retryAfterMs };
      if (!isAnswered) throw error;
      // Nobody else hears of it.
      logFailure("projection", error, { tenant_id: tenantId, subscription });
      return { status: "done" };
    },
  );
  background.waitUntil(finished.catch(() => undefined));
  const running = wait(patienceMs).then((): Begun => {
    isAnswered = true;
    return { status: "running" };
  });
  return Promise.race([finished, running]);
}

/** For the consumer of the queue: whatever another invocation found out. */
export function throwIfPaused(begun: Begun): void {
  if (begun.status === "paused") throw new ReactionPaused(begun.retryAfterMs);
}
