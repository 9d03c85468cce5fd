import { reactionOf } from "../kernel/delivery/reaction.ts";
import type { Envelope } from "../kernel/write/event.ts";
import { follow } from "./follow.ts";
import type { ProjectorDeps } from "./projector.ts";
import { runReaction } from "./reactions/run-reaction.ts";
import { rebuildTenant } from "./rebuild/rebuild.ts";

/** What a notification asks for. */
export interface Notified {
  readonly tenantId: string;
  readonly subscription: string;
  /** It is the rebuild of that subscription that wants to go on. */
  readonly rebuild: boolean;
}

/**
 * Does what a subscription is for: brings a projection up to date, runs a reaction, or goes on with a rebuild.
 *
 * @throws where something that it needs is not there.
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

/** Whether a subscription is a reaction, which may wait for the outside. */
export function isReaction({ registry }: Pick<ProjectorDeps, "registry">, subscription: string): boolean {
  return reactionOf(registry.reactionByName, subscription) !== null;
}
