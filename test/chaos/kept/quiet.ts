import { pause } from "../client/client.ts";
import { standings, type TenantStanding } from "./live.ts";

/**
 * Waits until every subscription is at the head of its log and no rebuild is running.
 *
 * @returns the milliseconds it took, or who was behind when patience ended.
 */
export async function untilConverged(
  stateDir: string,
  withinMs: number,
  waitForRebuilds: boolean,
  isAwaited: (reaction: string) => boolean = () => true,
): Promise<number | readonly string[]> {
  const from = Date.now();
  for (;;) {
    const behind = standings(stateDir).flatMap((standing) =>
      waitingFor({ ...standing, reacting: standing.reacting.filter(isAwaited) }, waitForRebuilds),
    );
    if (behind.length === 0) return Date.now() - from;
    if (Date.now() - from > withinMs) return behind;
    await pause(100);
  }
}

function waitingFor(
  { tenantId, subscriptions, reacting, rebuilding }: TenantStanding,
  waitForRebuilds: boolean,
): readonly string[] {
  const behind = subscriptions
    .filter(({ position, head }) => position !== head)
    .map(({ name, position, head }) => `${name} of ${tenantId} is at ${position} of ${head}`);
  const busy = reacting.map((name) => `${name} of ${tenantId} has something left to do`);
  return rebuilding && waitForRebuilds
    ? [...behind, ...busy, `${tenantId} is still being rebuilt`]
    : [...behind, ...busy];
}
