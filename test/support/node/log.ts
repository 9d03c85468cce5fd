import type { TenantCore } from "../../../durable-objects/core.ts";
import { logOf as plainLogOf } from "../../../local/node/log.ts";
import type { Epoch } from "../../../src/kernel/delivery/epoch.ts";
import type { TenantLog } from "../../../src/projection/projector.ts";

/** Faults between a subscription and an object. */
export interface LogFaults {
  acknowledgementsAreLost: boolean;
  /** A worker dies and loses its task state. */
  settlementsAreLost: boolean;
  /** A detected restore has no effect. */
  nobodyBeginsAnEpoch: boolean;
}

/** An object's log as its subscriptions call it, with injected faults. */
export function logOf(
  core: () => TenantCore | undefined,
  faults: LogFaults,
  beginEpoch: (above: number) => Promise<Epoch>,
): TenantLog {
  const log = plainLogOf(core);
  return {
    ...log,
    async acknowledge(subscription, epoch, seq) {
      if (!faults.acknowledgementsAreLost) await log.acknowledge(subscription, epoch, seq);
    },
    async settleTasks(...reports) {
      return faults.settlementsAreLost ? null : log.settleTasks(...reports);
    },
    async aheadOfLog(subscription, position) {
      await log.aheadOfLog(subscription, position);
      if (faults.nobodyBeginsAnEpoch) return;
      const epoch = await beginEpoch(position.epoch);
      core()?.adopt(epoch);
    },
  };
}
