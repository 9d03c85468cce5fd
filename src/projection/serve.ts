import { reactionOf } from "../kernel/delivery/reaction.ts";
import type { Envelope } from "../kernel/write/event.ts";
import { follow } from "./follow.ts";
import type { ProjectorDeps } from "./projector.ts";
import { runReaction } from "./reactions/run-reaction.ts";
import { rebuildTenant } from "./rebuild/rebuild.ts";

/** A notification's subscription and kind. */
export interface Notified {
  readonly tenantId: string;
  readonly subscription: string;
  /** Whether to continue the subscription's rebuild instead of the subscription itself. */
  readonly rebuild: boolean;
}

/**
 * Serves a notification: brings a projection up to date, runs a reaction, or continues a rebuild.
 *
 * @throws If the read model, the object or an external service is unavailable.
 */
export async function serve(
  deps: ProjectorDeps,
  { tenantId, subscription, rebuild }: Notified,
  delivered: readonly Envelope[] = [],
): Promise<void> {
  if (rebuild) await rebuildTenant(deps, tenantId);
  else if (isReaction(deps, subscription)) await runReaction(deps, tenantId, subscription);
  else await follow(deps, tenantId, subscription, delivered);
}

/** Whether a subscription is a reaction, which may wait for an external service. */
export function isReaction({ registry }: Pick<ProjectorDeps, "registry">, subscription: string): boolean {
  return reactionOf(registry.reactionByName, subscription) !== null;
}
